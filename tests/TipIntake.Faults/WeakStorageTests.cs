using TipIntake.Faults.Disk;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults;

/// <summary>Storage that does not keep its promises: the same runs that find nothing elsewhere must find losses and twins here.</summary>
public sealed class WeakStorageTests(ProxiedDeployment deployment) : IClassFixture<ProxiedDeployment>
{
    [Fact]
    public async Task Commits_that_are_not_flushed_lose_tips_when_PostgreSQL_is_killed_and_that_is_found()
    {
        using var sender = await deployment.NewSender();
        await WeakStorage.CommitWithoutFlush(deployment.Postgres);

        try
        {
            await using var load = TipLoad.Start(sender);
            await load.HasStored(500);
            await deployment.Postgres.Kill();
            await deployment.Postgres.Restart();
            await deployment.Service.Ready(Deployment.LongestRecovery);
            await load.Stop();
        }
        finally
        {
            await WeakStorage.Repair(deployment.Postgres);
        }

        await Finds(sender, "synchronous_commit off behind the service's back, PostgreSQL killed", LedgerFault.Lost);
    }

    [Fact]
    public async Task Keys_that_are_not_unique_store_a_repeated_tip_twice_and_that_is_found()
    {
        using var sender = await deployment.NewSender();
        await WeakStorage.ForgetKeys(deployment.Postgres);

        try
        {
            deployment.Proxy.FaultCommits(20, CommitFault.LoseAnswer);
            await using var load = TipLoad.Start(sender, people: 8);
            await Until.True(() => deployment.Proxy.FaultsDone == 20, TimeSpan.FromSeconds(60), "20 cuts");
            await load.Stop();
        }
        finally
        {
            await WeakStorage.Repair(deployment.Postgres);
        }

        await Finds(sender, "ids forgotten in the database, connections cut after COMMIT", LedgerFault.Duplicated);
    }

    private async Task Finds(TipSender sender, string what, LedgerFault fault)
    {
        var report = await deployment.Compare(sender, what);
        var found = report.Findings.Count(finding => finding.Fault == fault);

        FaultReport.Add("D3", what, $"found as {fault}", $"{report}; {found} of them {fault}", found > 0);
        Assert.True(found > 0, $"No {fault} found: {report}");
    }
}
