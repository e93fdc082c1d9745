using System.Diagnostics;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Disk;

/// <summary>No room left on a disk, under load: nothing that was acknowledged is lost, nobody is told a lie, and room is all it takes to go on. Rounds: FAULT_FULL_DISKS.</summary>
public sealed class FullDiskTests(SmallDisksDeployment deployment) : IClassFixture<SmallDisksDeployment>
{
    private static readonly TimeSpan Full = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestUse = TimeSpan.FromSeconds(60);
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

            await StayFull(disk, refuses ? sender : null);
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
        Assert.All(statuses, status => Assert.Contains(status, new[] { 0, 201, 503 }));
    }

    /// <param name="refused">Who is refused at last; null where nobody is.</param>
    private async Task StayFull(SmallDisk disk, TipSender? refused)
    {
        var running = Stopwatch.StartNew();
        var before = Refusals(refused);

        while (running.Elapsed < Full || (refused is not null && Refusals(refused) == before))
        {
            Assert.True(running.Elapsed < LongestUse, "Nobody was refused although the disk is full.");
            // Others let go of some room now and then; it is taken from them again.
            disk.Fill();
            await (disk == deployment.Wal ? UseUpSegments() : Task.CompletedTask);
            await Task.Delay(200);
        }

        if (refused is null)
        {
            // What the service would say about this goes to the full disk.
            await deployment.Postgres.Kill();
            await deployment.Postgres.Restart();
            await deployment.Service.Ready(Deployment.LongestRecovery);
        }
    }

    private static int Refusals(TipSender? sender) => sender?.Ledger.Answers.Count(answer => answer.Status == 503) ?? 0;

    // PostgreSQL keeps files for its log in stock, and they last for a while on a slow machine.
    private async Task UseUpSegments()
    {
        try
        {
            await deployment.Postgres.Run("select pg_switch_wal()");
        }
        catch (Npgsql.NpgsqlException)
        {
            // It has ended for want of room; that is what this is for.
        }
    }
}
