using System.Globalization;
using TipIntake.Faults.Cluster.Machines;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Cluster;

/// <summary>A new version comes to three nodes behind HAProxy, one after another, while 200 tips a second arrive. Restarts: FAULT_RESTARTS.</summary>
public sealed class RollingRestartTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    private const int PerSecond = 200;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Restarting_one_node_after_another_fails_no_request()
    {
        using var all = await deployment.NewSender();
        await using var folder = new ClusterFolder();
        await using var nodes = await PublicNodes.Start(folder, 3, deployment.PublicSettings);
        await using var load = PacedLoad.Start(nodes, all.Ledger, PerSecond);
        await Until.True(() => load.Answers.Count >= PerSecond, TimeSpan.FromSeconds(30), "the load runs");
        var stops = new List<(TimeSpan Took, int Exit)>();

        for (var i = 0; i < FaultSettings.Restarts; i++)
        {
            stops.Add(await nodes.Restart(i % 3, LongestStop));
            await nodes.IsUp(i % 3, TimeSpan.FromSeconds(10));
        }

        var rate = load.Rate;
        await load.Stop();
        var failed = load.Answers.Where(answer => answer.Status != 201).ToArray();
        var report = await deployment.Compare(all, $"{stops.Count} restarts, {failed.Length} failed: {string.Join(", ", failed.Take(10).Select(answer => $"{answer.Status} {answer.Code} after {answer.Took.TotalMilliseconds:0} ms"))}");
        var longest = stops.Max(stop => stop.Took);
        FaultReport.Add(
            "L7",
            $"{FaultSettings.Restarts} rolling restarts of three nodes behind HAProxy at {PerSecond} tips/s",
            "failed requests 0; stop within 30 s",
            string.Create(CultureInfo.InvariantCulture, $"sent {load.Answers.Count}, stored {rate:0}/s, failed {failed.Length}, findings {report.Findings.Count}; longest stop {longest.TotalSeconds:0.0} s; p99 {load.Quantile(0.99).TotalMilliseconds:0} ms, longest {load.Quantile(1).TotalMilliseconds:0} ms"),
            failed.Length == 0 && report.Findings.Count == 0 && longest <= LongestStop);
        Assert.Empty(failed);
        Assert.Empty(report.Findings);
        Assert.All(stops, stop => Assert.Equal(0, stop.Exit));
        Assert.InRange(longest, TimeSpan.Zero, LongestStop);
    }
}
