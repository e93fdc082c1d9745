using System.Net;

namespace TipIntake.IntegrationTests.Security.RateLimits;

public sealed class BrokenLimiterTests
{
    [Fact]
    public async Task A_broken_limiter_defers_tips_and_turns_nobody_away()
    {
        await using var server = await LimitedServer.StartBroken();

        for (var i = 0; i < 20; i++)
        {
            var tip = await server.SendTip();
            Assert.Equal(HttpStatusCode.Created, tip.Status);
            Assert.StartsWith("Deferred", tip.Body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await server.Get()).Status);
        }
    }

    [Fact]
    public async Task A_broken_limiter_says_so_once_and_quotes_nothing()
    {
        await using var server = await LimitedServer.StartBroken();

        for (var i = 0; i < 20; i++)
        {
            await server.SendTip();
        }

        var line = Assert.Single(server.Log.All, l => l.Contains("rate limits failed", StringComparison.Ordinal));
        Assert.Contains(nameof(InvalidOperationException), line, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.All, l => l.Contains("192.0.2.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_runs_backwards_defers_and_turns_nobody_away()
    {
        await using var server = await LimitedServer.Start(("TipLanes:RefuseAfter", "1"));
        server.Clock.AdjustTime(server.Clock.GetUtcNow().AddHours(-5));

        for (var i = 0; i < 20; i++)
        {
            Assert.StartsWith("Deferred", (await server.SendTip()).Body, StringComparison.Ordinal);
        }
    }
}
