using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Tips;

public sealed class CampaignTests(TipIntakeApp app)
{
    private KeepCampaigns Staff => app.Service.Services.GetRequiredService<KeepCampaigns>();

    [Fact]
    public async Task A_tip_from_a_known_campaign_is_counted_for_it()
    {
        var reference = await app.HasOpenObject();
        var code = await HasCampaign();

        var sent = await app.Visitor.SendTip(reference, new { text = "I know this bag", campaign = code.ToUpperInvariant() });

        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Equal(code, (string?)Assert.Single(await app.StoredTips(reference))["campaign"]);
    }

    [Theory]
    [InlineData("never-made")]
    [InlineData("no code at all, and far too long for one")]
    [InlineData("\u0000\ud800")]
    [InlineData("")]
    public async Task A_code_that_is_not_known_costs_nobody_their_tip_and_is_not_kept(string campaign)
    {
        var reference = await app.HasOpenObject();

        var sent = await app.Visitor.SendTip(reference, new { text = "I know this bag", campaign });

        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Null(Assert.Single(await app.StoredTips(reference))["campaign"]);
    }

    [Fact]
    public async Task A_campaign_that_is_over_is_not_counted_any_more()
    {
        var reference = await app.HasOpenObject();
        var code = await HasCampaign();
        await Staff.End(code, CancellationToken.None);

        await app.Visitor.SendTip(reference, new { text = "I know this bag", campaign = code });

        Assert.Null(Assert.Single(await app.StoredTips(reference))["campaign"]);
    }

    [Fact]
    public async Task A_retry_is_the_same_tip_with_or_without_its_campaign()
    {
        var reference = await app.HasOpenObject();
        var code = await HasCampaign();
        var key = TipRequests.NewKey();

        var first = await app.Visitor.SendTip(reference, new { text = "I know this bag", campaign = code }, key);
        await Staff.End(code, CancellationToken.None);
        var again = await app.Visitor.SendTip(reference, new { text = "I know this bag", campaign = code }, key);
        var without = await app.Visitor.SendTip(reference, new { text = "I know this bag" }, key);

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal((first.Body, first.Body), (again.Body, without.Body));
        Assert.Equal(code, (string?)Assert.Single(await app.StoredTips(reference))["campaign"]);
    }

    [Fact]
    public async Task A_withdrawn_tip_still_counts_for_its_campaign_and_holds_nothing_else_of_the_link()
    {
        var reference = await app.HasOpenObject();
        var code = await HasCampaign();
        var sent = await app.Visitor.SendTip(reference, new { text = "I know this bag", campaign = code });

        await app.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt = sent["receipt"] });

        var stored = Assert.Single(await app.StoredTips(reference));
        Assert.Equal(code, (string?)stored["campaign"]);
        Assert.Equal(["id", "object", "receivedAt", "lane", "key", "form", "campaign", "withdrawnAt"], stored.Select(member => member.Key).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_code_is_used_once_and_has_to_look_like_one()
    {
        var code = await HasCampaign();

        var again = await Staff.Add(code.ToUpperInvariant(), "Another", until: null, CancellationToken.None);
        var crooked = await Staff.Add("a name", "Crooked", until: null, CancellationToken.None);
        var past = await Staff.Add("past", "Over before it began", new DateOnly(2020, 1, 1), CancellationToken.None);

        Assert.Null(again.Made);
        Assert.Contains("before", again.Fault, StringComparison.Ordinal);
        Assert.Contains("letters, digits and dashes", crooked.Fault, StringComparison.Ordinal);
        Assert.Contains("passed", past.Fault, StringComparison.Ordinal);
    }

    private async Task<string> HasCampaign()
    {
        var code = "c-" + TipRequests.NewKey()[..8];
        var (made, fault) = await Staff.Add(code, "A poster", until: null, CancellationToken.None);

        Assert.Null(fault);
        return made!.Id;
    }
}
