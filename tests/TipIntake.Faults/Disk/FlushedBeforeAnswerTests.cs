using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Disk;

/// <summary>
/// No 201 before the disk has it: PostgreSQL's flushes are held up, so an answer that comes sooner than a flush takes cannot have waited for one. Tips: FAULT_FLUSHED.
/// </summary>
public sealed class FlushedBeforeAnswerTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    private const int People = 64;
    private static readonly TimeSpan Flush = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task No_tip_is_acknowledged_before_a_flush_that_began_after_it_was_sent()
    {
        DebianPrograms.NeedRoot();
        using var sender = await deployment.NewSender();

        var soonest = await SendWhileFlushesTakeLong(sender);

        var report = await deployment.Compare(sender, "flushes held up");
        FaultReport.Add(
            "D5",
            $"every flush of the write-ahead log held up by {Flush.TotalMilliseconds:0} ms",
            "10,000 acceptances, none before a covering flush",
            $"{report}; soonest 201 after {soonest.TotalMilliseconds:0} ms",
            soonest >= Flush && report.Findings.Count == 0);
        Assert.Empty(report.Findings);
        Assert.True(soonest >= Flush, $"A 201 came after {soonest.TotalMilliseconds:0} ms; no flush was over by then.");
    }

    [Fact]
    public async Task A_database_that_answers_before_it_flushes_is_found()
    {
        DebianPrograms.NeedRoot();
        using var sender = await deployment.NewSender();
        await WeakStorage.CommitWithoutFlush(deployment.Postgres);

        try
        {
            Assert.True(await SendWhileFlushesTakeLong(sender) < Flush);
        }
        finally
        {
            await WeakStorage.Repair(deployment.Postgres);
        }
    }

    /// <summary>How long the quickest 201 took.</summary>
    private async Task<TimeSpan> SendWhileFlushesTakeLong(TipSender sender)
    {
        // Connections are made before, so that no flush of theirs is among those that count.
        await Task.WhenAll(Enumerable.Range(0, People).Select(_ => sender.SendUntilStored(SentTip.Next(Random.Shared))));
        var before = sender.Ledger.Answers.ToHashSet(ReferenceEqualityComparer.Instance);

        await using (await SystemCalls.HoldUp(deployment.Postgres.AllProcesses(), "fdatasync", Flush))
        {
            await using var load = TipLoad.Start(sender, People);
            await Until.True(() => load.Stored >= FaultSettings.Flushed, TimeSpan.FromMinutes(10), $"{FaultSettings.Flushed} tips stored");
            await load.Stop();
        }

        return sender.Ledger.Answers.Where(answer => !before.Contains(answer) && answer.Fate == Fate.Stored).Min(answer => answer.Took);
    }
}
