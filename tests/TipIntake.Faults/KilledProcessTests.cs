using System.Diagnostics;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults;

/// <summary>SIGKILL in the middle of a load. Rounds: FAULT_ROUNDS.</summary>
public sealed class KilledProcessTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    [Fact]
    public Task Every_acknowledged_tip_survives_a_killed_service() => Rounds("service killed", async () =>
    {
        await deployment.Service.Kill();
        await deployment.StartService();
    });

    [Fact]
    public Task Every_acknowledged_tip_survives_a_killed_PostgreSQL_and_the_service_recovers_by_itself() => Rounds("PostgreSQL killed", async () =>
    {
        await deployment.Postgres.Kill();
        await Task.Delay(Random.Shared.Next(500));
        await deployment.Postgres.Restart();
    });

    [Fact]
    public Task Every_acknowledged_tip_survives_an_immediate_stop_of_PostgreSQL() => Rounds("PostgreSQL stopped immediately", async () =>
    {
        await deployment.Postgres.StopImmediately();
        await deployment.Postgres.Restart();
    });

    [Fact]
    public Task Every_acknowledged_tip_survives_both_killed_at_once() => Rounds("both killed", async () =>
    {
        await Task.WhenAll(deployment.Postgres.Kill(), deployment.Service.Kill());
        await deployment.StartService();
        await deployment.Postgres.Restart();
    });

    private async Task Rounds(string what, Func<Task> killAndStart)
    {
        using var sender = await deployment.NewSender();
        var rates = new List<double>();
        var returns = new List<TimeSpan>();
        var report = await deployment.Compare(sender, what);

        for (var round = 1; round <= FaultSettings.Rounds && report.Findings.Count == 0; round++)
        {
            await using var load = TipLoad.Start(sender);
            await load.HasStored(Random.Shared.Next(200, 1_000));
            rates.Add(load.Rate);

            await killAndStart();
            var outage = Stopwatch.StartNew();
            await deployment.Service.Ready(Deployment.LongestRecovery);
            await load.HasStored(load.Stored + 50);
            returns.Add(outage.Elapsed);
            await load.Stop();

            report = await deployment.Compare(sender, $"{what}, round {round}, at {rates[^1]:0} tips/s, takes tips again {returns[^1].TotalSeconds:0.0} s after the start");
        }

        FaultReport.Add(
            "D2",
            what,
            "500 crashes in all at >= 200 tips/s, lost, doubled, altered 0, kept although refused 0, tips again <= 30 s",
            $"{returns.Count} times at {rates.Min():0} to {rates.Max():0} tips/s; {report}; tips again after at most {returns.Max().TotalSeconds:0.0} s",
            report.Findings.Count == 0 && report.Unknown == 0 && returns.Max() <= Deployment.LongestRecovery);
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
    }
}
