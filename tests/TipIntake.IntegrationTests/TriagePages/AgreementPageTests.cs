using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.TriagePages;

/// <summary>What two decisions about the same lead say together, in words.</summary>
public sealed class AgreementPageTests(TipIntakeApp app)
{
    [Fact]
    public async Task Few_pairs_are_no_figure_and_many_are_one_with_its_range()
    {
        await using var service = await app.Another("agreementpage");
        using var statistician = await StaffBrowser.As("statistician", service);

        var none = await Read(statistician);
        await service.HasPairs(same: 12, other: 7);
        var few = await Read(statistician);
        await service.HasPairs(same: 60, other: 1);
        var many = await Read(statistician);

        Assert.Contains("No lead has been decided twice yet.", none, StringComparison.Ordinal);
        Assert.Contains("<strong>Too few to say.</strong> 19 leads were decided twice so far", few, StringComparison.Ordinal);
        Assert.DoesNotContain("Kappa", few, StringComparison.Ordinal);
        Assert.Contains("80 leads were decided twice; on 72 of them both people agreed.", many, StringComparison.Ordinal);
        Assert.Contains("<b>90\u00A0%</b>", many, StringComparison.Ordinal);
        Assert.Contains("between 81.5\u00A0% and 94.8\u00A0%", many, StringComparison.Ordinal);
        Assert.Contains("<td class=\"same\">72</td>", many, StringComparison.Ordinal);
        Assert.Contains("At most 3.7\u00A0% of what is rejected is useful", many, StringComparison.Ordinal);
    }

    private static async Task<string> Read(StaffBrowser reader)
    {
        using var answer = await reader.Get("/triage/agreement", "text/html");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
