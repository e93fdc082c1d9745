using System.Diagnostics;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Disk;

/// <summary>The disk reports an error when it is told to flush. PostgreSQL then ends on purpose and recovers from its log; nothing acknowledged may be missing. Rounds: FAULT_FAILED_FLUSHES.</summary>
public sealed class FailedFlushTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    // Said by PostgreSQL when it starts and when it has recovered.
    private const string Ready = "ready to accept connections";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public Task A_flush_of_the_write_ahead_log_fails() => Rounds("flush of the write-ahead log fails (EIO)", "fdatasync", () => Task.CompletedTask);

    [Fact]
    public Task A_flush_of_the_tables_fails() => Rounds("flush of the tables fails (EIO)", "fsync", TryCheckpoint);

    private async Task Rounds(string what, string call, Func<Task> provoke)
    {
        DebianPrograms.NeedRoot();
        using var sender = await deployment.NewSender();
        await using var supervisor = new Supervisor(deployment.Postgres);
        var longest = TimeSpan.Zero;
        var panics = deployment.Postgres.CountInLog("PANIC");

        for (var round = 1; round <= FaultSettings.FailedFlushes; round++)
        {
            await using var load = TipLoad.Start(sender);
            await load.HasStored(Random.Shared.Next(100, 400));
            var starts = deployment.Postgres.CountInLog(Ready);

            await using (var calls = await SystemCalls.Fail(deployment.Postgres.AllProcesses(), call, "EIO"))
            {
                await provoke();
                await Until.True(() => calls.Injected > 0, Patience, $"{call} has failed");
            }

            // Tips that were flushed before may be answered until PostgreSQL has ended: they say nothing about how it goes on.
            var outage = Stopwatch.StartNew();
            await Until.True(() => deployment.Postgres.CountInLog(Ready) > starts, TimeSpan.FromSeconds(60), "PostgreSQL has recovered");
            var before = load.Stored;
            await Until.True(() => load.Stored > before + 50, TimeSpan.FromSeconds(60), "tips are taken again");
            longest = outage.Elapsed > longest ? outage.Elapsed : longest;
            await load.Stop();
        }

        panics = deployment.Postgres.CountInLog("PANIC") - panics;
        var report = await deployment.Compare(sender, what);
        FaultReport.Add(
            "D7",
            what,
            "20 times, lost 0",
            $"{FaultSettings.FailedFlushes} times, PostgreSQL ended {panics} times; {report}; taken again after at most {longest.TotalSeconds:0.0} s",
            report.Findings.Count == 0 && report.Unknown == 0);
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
        Assert.True(panics >= FaultSettings.FailedFlushes, $"PostgreSQL went on after {FaultSettings.FailedFlushes - panics} failed flushes.");
    }

    // It fails with the server; that is what it is for.
    private async Task TryCheckpoint()
    {
        try
        {
            await deployment.Postgres.Run("checkpoint");
        }
        catch (Npgsql.NpgsqlException)
        {
        }
    }
}
