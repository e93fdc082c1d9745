using System.Net;
using System.Net.Http.Json;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Security.RateLimits;

public sealed class SchoolClassTests(TipIntakeApp app)
{
    private const string School = "203.0.113.5";

    [Fact]
    public async Task Thirty_pupils_get_through_while_a_flooder_elsewhere_is_deferred_and_then_refused()
    {
        await using var service = await app.Another(
            "schoolclass", [.. LimitedServer.ThisMachineIsTheProxy, ShippedRules.Limit(ShippedRules.Tips, "30")]);
        var (asked, flooded) = (await service.HasObject(), await service.HasObject());

        var flood = Flood(service, flooded, 3000);
        var pupils = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Send(service, asked, School)));
        var statuses = (await flood).CountBy(s => s).ToDictionary();

        Assert.All(pupils, status => Assert.Equal(HttpStatusCode.Created, status));
        Assert.All(await app.StoredTips(asked, "schoolclass"), tip => Assert.Equal("First", (string?)tip["lane"], ignoreCase: true));
        Assert.Equal(2400, statuses[HttpStatusCode.Created]);
        Assert.Equal(600, statuses[HttpStatusCode.TooManyRequests]);
        Assert.Equal(240, (await app.StoredTips(flooded, "schoolclass")).Count(t => string.Equals((string?)t["lane"], "First", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(service.Log.All, l => l.Contains(School, StringComparison.Ordinal) || l.Contains("2001:db8", StringComparison.Ordinal));
    }

    // Another /64 of one /48 with every tip; few at a time, because this is about limits and not about load.
    private static async Task<HttpStatusCode[]> Flood(RunningService service, string reference, int tips)
    {
        var statuses = new HttpStatusCode[tips];
        await Parallel.ForAsync(0, tips, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            statuses[i] = await Send(service, reference, $"2001:db8:1:{i:x}::1"));
        return statuses;
    }

    private static async Task<HttpStatusCode> Send(RunningService service, string reference, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/objects/{reference}/tips") { Content = JsonContent.Create(new { text = "A bag I know" }) };
        request.Headers.Add("X-Forwarded-For", from);
        return (await service.Visitor.Ask(request)).Status;
    }
}
