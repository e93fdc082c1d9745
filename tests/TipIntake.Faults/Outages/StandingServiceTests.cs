using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Outages;

/// <summary>The measuring itself: a service that stands still must be found, or the figures of the other outages would mean nothing.</summary>
public sealed class StandingServiceTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    [Fact]
    public async Task A_service_that_stands_still_is_found()
    {
        var seen = await new Outage(deployment, "service frozen").Measure(() => Do(deployment.Service.Freeze), () => Do(deployment.Service.Thaw), isNoticed: false);

        FaultReport.Add("D3", "service frozen", "found as not alive and too slow", seen.ToString(), !seen.Held);
        Assert.False(seen.Held);
        Assert.False(seen.IsAlive);
        Assert.True(seen.Longest > OutageFigures.LongestAnswer);
    }

    private static Task Do(Action signal)
    {
        signal();
        return Task.CompletedTask;
    }
}
