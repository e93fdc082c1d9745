using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>A call's code on its way from the link to the tip, without scripts.</summary>
public sealed partial class CampaignLinkTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_known_code_goes_from_the_link_into_the_form()
    {
        var (reference, code) = (await app.HasOpenObject(), await HasCampaign());

        var page = await app.Visitor.Open($"/en/objects/{reference}?c={code.ToUpperInvariant()}");
        var german = await app.Visitor.SendForm($"/de/objects/{reference}", ("campaign", page.Hidden("campaign")), ("again", "de"));
        var sent = await app.Visitor.Tell(reference, ("text", "A bag"), ("campaign", page.Hidden("campaign")));

        Assert.Equal(code, page.Hidden("campaign"));
        Assert.Equal($"/de/objects/{reference}?c={code}", german.Headers["Location"]);
        Assert.Equal(29, sent.Receipt().Length);
        Assert.Equal(code, (string?)Assert.Single(await app.StoredTips(reference))["campaign"]);
    }

    [Fact]
    public async Task It_goes_with_the_visitor_from_the_gallery_and_from_an_address_without_language()
    {
        var (reference, code) = (await app.HasOpenObject(), await HasCampaign());

        var gallery = await app.Visitor.Open($"/en?c={code}");
        var redirect = await app.Visitor.Open($"/objects/{reference}?c={code}");

        Assert.Contains($"href=\"/en/objects/{reference}?c={code}\"", gallery.Body, StringComparison.Ordinal);
        Assert.Equal($"/en/objects/{reference}?c={code}", redirect.Headers["Location"]);
    }

    [Fact]
    public async Task It_stays_while_the_gallery_is_filtered_and_paged()
    {
        var code = await HasCampaign();
        for (var n = 0; n < 25; n++)
        {
            await app.Service.HasObject($"Thing {n}", "toy", "campaignland");
        }

        var gallery = await app.Visitor.Open($"/en?c={code}");
        var filtered = await app.Visitor.Open($"/en?region=campaignland&status=&c={code}");
        var plain = await app.Visitor.Open("/en?region=campaignland");
        var second = await app.Visitor.Open(NextPage().Match(filtered.Shown()).Groups["path"].Value);

        Assert.Equal((code, code, ""), (gallery.Hidden("c"), filtered.Hidden("c"), plain.Hidden("c")));
        Assert.Contains($"href=\"/en?c={code}\">Show all of them", filtered.Body, StringComparison.Ordinal);
        Assert.EndsWith($"&c={code}", NextPage().Match(filtered.Shown()).Groups["path"].Value, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"", plain.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"c\"", plain.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("c=", NextPage().Match(plain.Shown()).Groups["path"].Value, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, code), (second.Status, second.Hidden("c")));
        Assert.NotEqual(plain.Headers["ETag"], filtered.Headers["ETag"]);
    }

    [Theory]
    [InlineData("?c=never-made")]
    [InlineData("?c=%3Cscript%3E")]
    [InlineData("?c=")]
    [InlineData("?c=one&c=two")]
    [InlineData("")]
    public async Task An_unknown_code_leaves_no_trace_on_a_page(string query)
    {
        var reference = await app.HasOpenObject();

        var page = await app.Visitor.Open($"/en/objects/{reference}{query}");
        var gallery = await app.Visitor.Open($"/en{query}");
        var redirect = await app.Visitor.Open($"/objects/{reference}{query}");

        Assert.Equal((HttpStatusCode.OK, ""), (page.Status, page.Hidden("campaign")));
        Assert.All([page.Body, gallery.Body], body =>
        {
            Assert.DoesNotContain("?c=", body, StringComparison.Ordinal);
            Assert.DoesNotContain("&amp;c=", body, StringComparison.Ordinal);
            Assert.DoesNotContain("(campaign-", body, StringComparison.Ordinal);
        });
        Assert.Equal($"/en/objects/{reference}", redirect.Headers["Location"]);
    }

    [Fact]
    public async Task A_page_with_a_code_is_another_page_to_caches()
    {
        var code = await HasCampaign();

        var plain = await app.Visitor.Open("/en/results");
        var (one, other) = (await app.Visitor.Open("/en"), await app.Visitor.Open($"/en?c={code}"));

        Assert.NotEqual(one.Headers["ETag"], other.Headers["ETag"]);
        Assert.DoesNotContain("campaign", plain.Body, StringComparison.Ordinal);
    }

    private async Task<string> HasCampaign()
    {
        var code = "c-" + TipRequests.NewKey()[..8];
        await app.Service.Services.GetRequiredService<KeepCampaigns>().Add(code, "A poster", until: null, CancellationToken.None);
        return code;
    }

    [GeneratedRegex("rel=\"next\" href=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex NextPage();
}
