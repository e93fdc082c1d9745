using System.Globalization;
using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Security.RateLimits;

public sealed class RateLimitAnswerTests
{
    [Fact]
    public async Task A_tip_goes_first_then_to_the_deferred_lane_then_back_to_its_sender()
    {
        await using var server = await LimitedServer.Start();

        var answers = new List<Answer>();
        for (var i = 0; i < 7; i++)
        {
            answers.Add(await server.SendTip());
        }

        Assert.All(answers[..3], a => Assert.StartsWith("First", a.Body, StringComparison.Ordinal));
        Assert.All(answers[3..6], a => Assert.StartsWith("Deferred", a.Body, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[6].Status);
    }

    [Fact]
    public async Task A_refusal_says_in_the_callers_language_what_happened_and_when_to_come_back()
    {
        await using var server = await LimitedServer.Start(("TipLanes:RefuseAfter", "1"));
        for (var i = 0; i < 3; i++)
        {
            await server.SendTip();
        }

        var refused = await server.SendTip(language: "de");

        Assert.Equal("too-many-requests", refused.Code);
        Assert.Contains("Anfragen", refused["title"], StringComparison.Ordinal);
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 600, 900);
        Assert.Equal("10m", refused.Headers["X-Rate-Limit-Limit"]);
        Assert.Equal("0", refused.Headers["X-Rate-Limit-Remaining"]);
        Assert.DoesNotContain("127.0.0.1", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_were_sent_away_together_are_not_called_back_together()
    {
        await using var server = await LimitedServer.Start(("TipLanes:RefuseAfter", "1"));
        for (var i = 0; i < 3; i++)
        {
            await server.SendTip();
        }

        var waits = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            waits.Add((await server.SendTip()).Headers["Retry-After"]);
        }

        Assert.NotEqual(1, waits.Distinct().Count());
    }

    [Fact]
    public async Task An_admitted_request_carries_the_headers_that_callers_of_the_library_know()
    {
        await using var server = await LimitedServer.Start();

        var answer = await server.Get();

        Assert.Equal("1m", answer.Headers["X-Rate-Limit-Limit"]);
        Assert.Equal("2", answer.Headers["X-Rate-Limit-Remaining"]);
        Assert.Equal("2026-11-22T12:01:15.0000000Z", answer.Headers["X-Rate-Limit-Reset"]);
        Assert.DoesNotContain("Retry-After", answer.Headers.Keys);
    }

    [Fact]
    public async Task Headers_can_be_switched_off_but_a_refusal_still_says_when_to_come_back()
    {
        await using var server = await LimitedServer.Start(("IpRateLimiting:DisableRateLimitHeaders", "true"), ("IpRateLimiting:GeneralRules:1:Limit", "1"));

        var admitted = await server.Get();
        var refused = await server.Get();

        Assert.DoesNotContain(admitted.Headers.Keys.Concat(refused.Headers.Keys), h => h.StartsWith("X-Rate", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Retry-After", refused.Headers.Keys);
    }

    [Fact]
    public async Task The_operators_own_answer_is_given_for_its_rule_and_for_no_other()
    {
        await using var server = await LimitedServer.Start(
            ("TipLanes:RefuseAfter", "1"),
            ("IpRateLimiting:GeneralRules:1:Limit", "0"),
            ("IpRateLimiting:GeneralRules:1:QuotaExceededResponse:Content", "{{\"limit\": {0}, \"period\": \"{1}\", \"wait\": {2}}}"),
            ("IpRateLimiting:GeneralRules:1:QuotaExceededResponse:ContentType", "application/json"),
            ("IpRateLimiting:GeneralRules:1:QuotaExceededResponse:StatusCode", "420"));

        var own = await server.Get();
        for (var i = 0; i < 3; i++)
        {
            await server.SendTip();
        }

        Assert.Equal(420, (int)own.Status);
        Assert.Equal("1m", own["period"]);
        Assert.Equal(own.Headers["Retry-After"], own["wait"]);
        Assert.Equal("too-many-requests", (await server.SendTip()).Code);
    }

    [Fact]
    public async Task Reviewers_and_health_checks_are_not_limited()
    {
        await using var server = await LimitedServer.Start();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await LimitedServer.Ask(server.Staff, HttpMethod.Get, "/page", null, null)).Status);
            Assert.Equal(HttpStatusCode.OK, (await server.Get("/health/live")).Status);
        }
    }

    [Theory]
    [InlineData("/page/")]
    [InlineData("/PAGE")]
    [InlineData("/%70age")]
    [InlineData("/page?x=1")]
    [InlineData("/unknown")]
    public async Task A_limit_is_not_walked_around_by_spelling_the_path_otherwise(string path)
    {
        await using var server = await LimitedServer.Start();
        for (var i = 0; i < 4; i++)
        {
            await server.Get();
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await server.Get(path)).Status);
    }

    [Fact]
    public async Task An_over_long_path_is_refused_before_it_is_compared()
    {
        await using var server = await LimitedServer.Start();

        var refused = await server.Get("/" + new string('a', 1024));

        Assert.Equal("path-too-long", refused.Code);
    }
}
