using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults;

/// <summary>The connection to PostgreSQL breaks around COMMIT, where nobody can know the outcome without looking. Cuts: FAULT_CUTS.</summary>
public sealed class CutCommitTests(ProxiedDeployment deployment) : IClassFixture<ProxiedDeployment>
{
    /// <summary>Six seconds, and three more for a busy machine.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(9);

    [Fact]
    public async Task Cut_between_COMMIT_and_its_answer_there_is_one_tip_per_key_and_one_receipt()
    {
        using var sender = await deployment.NewSender();

        await CutUnderLoad(sender, FaultSettings.Cuts, CommitFault.LoseAnswer, CommitFault.HalfClose, CommitFault.CutAtOnce);
        await SendAllAgain(sender);

        var report = await deployment.Compare(sender, $"{FaultSettings.Cuts} connections cut between COMMIT and its answer");
        FaultReport.Add("D4", "connection to PostgreSQL cut between COMMIT and its answer", "1,000 cuts, one tip and one receipt for each key", $"{FaultSettings.Cuts} cuts; {report}", report.Findings.Count == 0 && report.Unknown == 0);
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
    }

    [Fact]
    public async Task Cut_before_COMMIT_arrives_the_tip_is_stored_by_another_attempt()
    {
        using var sender = await deployment.NewSender();

        await CutUnderLoad(sender, FaultSettings.Cuts / 5, CommitFault.NeverArrives);
        await SendAllAgain(sender);

        var report = await deployment.Compare(sender, $"{FaultSettings.Cuts / 5} connections cut before COMMIT arrives");
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
    }

    [Fact]
    public async Task A_COMMIT_that_is_never_answered_is_looked_up_on_another_connection()
    {
        using var sender = await deployment.NewSender();
        var tip = SentTip.Next(Random.Shared);

        deployment.Proxy.FaultCommits(1, CommitFault.Silence);
        var answer = await sender.Send(tip);
        var again = await sender.Send(tip);

        Assert.Equal((Fate.Stored, Fate.Stored), (answer.Fate, again.Fate));
        Assert.InRange(answer.Took, TimeSpan.Zero, LongestAnswer);
        Assert.Empty((await deployment.Compare(sender, $"silence after COMMIT, answered after {answer.Took.TotalSeconds:0.0} s")).Findings);
    }

    [Fact]
    public async Task A_slow_PostgreSQL_changes_no_answer()
    {
        using var sender = await deployment.NewSender();

        deployment.Proxy.Delay = TimeSpan.FromMilliseconds(100);
        await using var load = TipLoad.Start(sender, people: 8);
        await load.HasStored(40);
        await load.Stop();
        deployment.Proxy.Delay = TimeSpan.Zero;

        var report = await deployment.Compare(sender, "every answer of PostgreSQL 0.1 s late");
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
    }

    [Fact]
    public async Task While_nobody_can_find_out_the_sender_is_told_so_and_a_repeat_gets_the_receipt()
    {
        using var sender = await deployment.NewSender();
        var tip = SentTip.Next(Random.Shared);

        deployment.Proxy.FaultCommits(1, CommitFault.LoseNetwork);
        var told = await sender.Send(tip);
        deployment.Proxy.Open();
        var again = await sender.SendUntilStored(tip);

        Assert.Equal((Fate.Unknown, "outcome-unknown"), (told.Fate, told.Code));
        Assert.InRange(told.Took, TimeSpan.Zero, LongestAnswer);
        Assert.Equal(Fate.Stored, again.Fate);
        Assert.Empty((await deployment.Compare(sender, $"network gone after COMMIT, told so after {told.Took.TotalSeconds:0.0} s")).Findings);
    }

    private async Task CutUnderLoad(TipSender sender, int cuts, params CommitFault[] inTurn)
    {
        deployment.Proxy.FaultCommits(cuts, inTurn);
        await using var load = TipLoad.Start(sender, people: 8);
        await Until.True(() => deployment.Proxy.FaultsDone == cuts, TimeSpan.FromSeconds(60 + cuts), $"{cuts} cuts");
        await load.Stop();
    }

    // Whoever holds a receipt asks once more with the same key: the ledger compares both answers.
    private static Task SendAllAgain(TipSender sender) =>
        Parallel.ForEachAsync(sender.Ledger.Entries, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (entry, _) => await sender.SendUntilStored(entry.Sent));
}
