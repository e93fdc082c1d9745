using System.Diagnostics;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Disk;

/// <summary>No room left on a disk, under load: nothing that was acknowledged is lost, nobody is told a lie, and room is all it takes to go on. Rounds: FAULT_FULL_DISKS.</summary>
public sealed class FullDiskTests(SmallDisksDeployment deployment) : IClassFixture<SmallDisksDeployment>
{
    private static readonly TimeSpan Full = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(60);

    [Fact]
    public Task The_disk_of_the_tables_is_full() => Rounds("disk of the tables full", deployment.Data, refuses: true);

    [Fact]
    public Task The_disk_of_the_write_ahead_log_is_full_and_PostgreSQL_ends() => Rounds("disk of the write-ahead log full", deployment.Wal, refuses: true);

    [Fact]
    public Task The_disk_of_the_services_log_is_full_and_tips_are_taken_all_the_same() => Rounds("disk of the service's log full", deployment.Log, refuses: false);

    private async Task Rounds(string what, SmallDisk disk, bool refuses)
    {
        DebianPrograms.NeedRoot();
        using var sender = await deployment.NewSender();
        await using var supervisor = new Supervisor(deployment.Postgres);
        var longest = TimeSpan.Zero;

        for (var round = 1; round <= FaultSettings.FullDisks; round++)
        {
            await using var load = TipLoad.Start(sender, people: 8);
            await load.HasStored(100);

            await StayFull(disk, refuses);
            var before = load.Stored;
            disk.GiveBack();
            var returning = Stopwatch.StartNew();
            await Until.True(() => load.Stored > before + 50, LongestReturn, "tips are taken again");
            longest = returning.Elapsed > longest ? returning.Elapsed : longest;
            await load.Stop();
        }

        var report = await deployment.Compare(sender, what);
        var statuses = sender.Ledger.Answers.Select(answer => answer.Status).Distinct().Order().ToArray();
        FaultReport.Add(
            "D6",
            what,
            "lost 0, answers 201 or 503, back by itself <= 60 s",
            $"{FaultSettings.FullDisks} times; {report}; answers {string.Join(", ", statuses)}; the longest after {sender.Ledger.Answers.Max(answer => answer.Took).TotalSeconds:0.0} s; taken again after at most {longest.TotalSeconds:0.0} s; PostgreSQL started {supervisor.Starts} times",
            report.Findings.Count == 0 && report.Unknown == 0 && longest <= LongestReturn);

        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
        Assert.Equal(refuses ? [201, 503] : [201], statuses.Where(status => status != 0));
    }

    // Others let go of some room now and then; it is taken from them again.
    private async Task StayFull(SmallDisk disk, bool refuses)
    {
        var running = Stopwatch.StartNew();

        while (running.Elapsed < Full)
        {
            disk.Fill();
            await Task.Delay(200);
        }

        if (!refuses)
        {
            // What the service would say about this goes to the full disk.
            await deployment.Postgres.Kill();
            await deployment.Postgres.Restart();
            await deployment.Service.Ready(Deployment.LongestRecovery);
        }
    }
}
