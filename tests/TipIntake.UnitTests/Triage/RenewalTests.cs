using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class RenewalTests
{
    private static readonly LeadRow Lead = LeadRow.Begin("OBJ-2026-0007", 1, Told.Noon);

    [Theory]
    [InlineData("Decided", "NotUseful", typeof(LeadReopened))]
    [InlineData("InReview", "Spam", typeof(LeadReopened))]
    [InlineData("Decided", "Safeguarding", typeof(ReferralRenewed))]
    [InlineData("Open", null, null)]
    [InlineData("Emptied", null, null)]
    public void What_is_new_opens_what_was_decided(string status, string? decision, Type? renewal)
    {
        var lead = Lead with { Status = Enum.Parse<LeadStatus>(status), Decision = decision is null ? null : Enum.Parse<Decision>(decision) };

        Assert.Equal(renewal, Renewal.Of(lead, [Renewal.Danger], Told.Noon)?.GetType());
        Assert.Null(Renewal.Of(lead, [], Told.Noon));
    }

    [Fact]
    public void A_lead_that_is_opened_again_is_reckoned_again_and_a_referral_keeps_its_decision()
    {
        var lead = Lead with { Status = LeadStatus.Decided, Decision = Decision.Spam };

        Assert.Equal(lead with { Status = LeadStatus.Open, Decision = null, Stale = true }, Renewal.After(new LeadReopened(["name"], Told.Noon), lead));
        Assert.Equal(lead, Renewal.After(new ReferralRenewed(["answer"], Told.Noon), lead));
    }

    [Theory]
    [InlineData("Place", false, "place")]
    [InlineData("Link", false, "link")]
    [InlineData("Name", true, "name")]
    [InlineData("Name", false, null)]
    [InlineData("Code", true, "number")]
    [InlineData("Word", true, null)]
    public void A_name_counts_when_nobody_has_given_it(string kind, bool isNewToAll, string? news) =>
        Assert.Equal(news, Renewal.NameOf(Enum.Parse<ClueKind>(kind), isNewToAll));
}
