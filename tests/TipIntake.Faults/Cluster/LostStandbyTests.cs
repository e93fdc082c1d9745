using System.Globalization;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Cluster;

/// <summary>
/// No standby confirms what is committed, then the leader is lost. A tip may only be acknowledged when a standby has it: PostgreSQL itself ends such a
/// wait by committing alone when somebody cancels it, and says so in no more than a warning.
/// </summary>
[Collection(OneCluster.Name)]
public sealed class LostStandbyTests(ClusterDeployment deployment) : IAsyncLifetime
{
    /// <summary>Shorter than the leader's patience with them (wal_sender_timeout), or else neither may take its place.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3.5);

    /// <summary>Longer: what the leader has sent until then waits in the standby's buffers, and a standby that thaws would still read it.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(120);

    // The service that knows that a standby belongs to it takes no tips at all meanwhile; here is tried what each tip is told without that.
    public async ValueTask InitializeAsync() => await deployment.DemandStandby(false);

    public async ValueTask DisposeAsync() => await deployment.DemandStandby(true);

    [Fact]
    public async Task What_no_standby_has_is_promised_to_nobody()
    {
        var (report, promised) = await LoseLeaderWhileStandbysAreFrozen(Short);

        FaultReport.Add(
            "D8",
            "both standbys frozen for 4 s under load, then the leader killed",
            "lost, doubled, altered 0",
            string.Create(CultureInfo.InvariantCulture, $"{report}; acknowledged while no standby answered {promised}"),
            report.Findings.Count == 0);
        Assert.Empty(report.Findings);
        Assert.Equal(0, promised);
    }

    [Fact]
    public async Task Without_synchronous_replication_the_ledger_finds_what_is_lost()
    {
        await deployment.Database.Whole(LongestReturn);
        await deployment.Database.Synchronous(on: false);

        try
        {
            var (report, _) = await LoseLeaderWhileStandbysAreFrozen(Long);
            var lost = report.Findings.Count(finding => finding.Fault == LedgerFault.Lost);

            FaultReport.Add("D3", "synchronous replication off, both standbys frozen, then the leader killed", "the ledger finds losses", string.Create(CultureInfo.InvariantCulture, $"{report}; lost {lost}"), lost > 0);
            Assert.InRange(lost, 1, int.MaxValue);
        }
        finally
        {
            await deployment.Database.Synchronous(on: true);
        }
    }

    private async Task<(LedgerReport Report, int Promised)> LoseLeaderWhileStandbysAreFrozen(TimeSpan withoutStandby)
    {
        using var sender = await deployment.NewSender();
        var leader = await deployment.Database.Leader();
        var standbys = deployment.Database.Machines.Where(machine => machine != leader).ToArray();
        await using var load = TipLoad.Start(sender, people: 4, pause: TimeSpan.FromMilliseconds(100));
        await load.HasStored(20);

        Array.ForEach(standbys, standby => standby.Freeze());
        // Whatever a standby had confirmed before, its sender has heard by now.
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        var before = load.Stored;
        await Task.Delay(withoutStandby);
        var promised = load.Stored - before;

        await leader.Kill();
        Array.ForEach(standbys, standby => standby.Thaw());
        var atDeath = load.Stored;
        await Until.True(() => load.Stored >= atDeath + 20, LongestReturn, "another one leads and takes tips");
        leader.Start();
        await load.Stop();
        return (await deployment.Compare(sender, $"no standby for {withoutStandby.TotalSeconds:0.0} s, then {leader.Name} killed, acknowledged meanwhile {promised}"), promised);
    }
}
