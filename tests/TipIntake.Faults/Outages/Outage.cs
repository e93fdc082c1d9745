using System.Diagnostics;
using System.Net;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Outages;

/// <summary>Something is of no use for a while, under load, with both health addresses watched. Seconds: FAULT_OUTAGE.</summary>
internal sealed class Outage(Deployment deployment, string what)
{
    /// <summary>What this machine may add when others use it, too; the report has the times themselves.</summary>
    private static readonly TimeSpan BusyMachine = TimeSpan.FromSeconds(4);

    /// <summary>Measures, reports and insists.</summary>
    /// <param name="isNoticed">Whether the service stops being ready: not where reading goes on.</param>
    public async Task Outlast(Func<Task> begin, Func<Task> end, bool isNoticed = true)
    {
        var seen = await Measure(begin, end, isNoticed);
        FaultReport.Add("L8", what, "refusals <= 1 s, nothing > 5 s, live 200, not ready <= 5 s, normal <= 10 s after", seen.ToString(), seen.Held);

        Assert.Empty(seen.Report.Findings);
        Assert.Equal(0, seen.Report.Unknown);
        Assert.True(seen.IsAlive, "The process did not answer that it lives.");
        Assert.Empty(seen.OtherAnswers);
        Assert.InRange(seen.Longest, TimeSpan.Zero, OutageFigures.LongestAnswer + BusyMachine);
        Assert.InRange(seen.Noticed, TimeSpan.Zero, OutageFigures.LongestNotice + BusyMachine);
        Assert.InRange(seen.Returned, TimeSpan.Zero, OutageFigures.LongestReturn + BusyMachine);
    }

    public async Task<OutageFigures> Measure(Func<Task> begin, Func<Task> end, bool isNoticed)
    {
        using var sender = await deployment.NewSender();
        await using var ready = new HealthWatch(deployment.ReadyAddress);
        await using var live = new HealthWatch(deployment.LiveAddress);
        await using var load = TipLoad.Start(sender, people: 8);
        await load.HasStored(100);

        var before = sender.Ledger.Answers.Count;
        var noticed = await Begin(begin, end, isNoticed ? ready : null);
        var meanwhile = sender.Ledger.Answers.Count - before;
        var returned = await ready.Sees(HttpStatusCode.OK, TimeSpan.FromSeconds(30));
        await load.HasStored(load.Stored + 50);
        await load.Stop();

        return new OutageFigures(
            await deployment.Compare(sender, what), [.. sender.Ledger.Answers], meanwhile, noticed, returned, IsAlive: live.Looks.All(look => look.Status == HttpStatusCode.OK));
    }

    /// <summary>How long readiness took to notice.</summary>
    private static async Task<TimeSpan> Begin(Func<Task> begin, Func<Task> end, HealthWatch? ready)
    {
        var began = Stopwatch.GetTimestamp();
        await begin();

        try
        {
            var noticed = ready is null ? TimeSpan.Zero : await ready.Sees(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(20));
            await Task.Delay(TimeSpan.FromTicks(Math.Max(0, (FaultSettings.Outage - Stopwatch.GetElapsedTime(began)).Ticks)));
            return noticed;
        }
        finally
        {
            await end();
        }
    }
}

/// <summary>What an outage was like from outside.</summary>
/// <param name="Meanwhile">Answers during the outage.</param>
/// <param name="Noticed">Until the service was not ready.</param>
/// <param name="Returned">From the end of the outage until it was ready again.</param>
internal sealed record OutageFigures(LedgerReport Report, IReadOnlyList<Answer> Answers, int Meanwhile, TimeSpan Noticed, TimeSpan Returned, bool IsAlive)
{
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestNotice = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(1);

    public TimeSpan Longest { get; } = Answers.Max(answer => answer.Took);

    /// <summary>99 of 100 refusals took no longer.</summary>
    public TimeSpan Refusal { get; } = Answers.Where(answer => answer.Status == 503).Select(answer => answer.Took).Order().ToArray() is { Length: > 0 } refusals ? refusals[(int)(refusals.Length * 0.99)] : TimeSpan.Zero;

    public IEnumerable<Answer> OtherAnswers => Answers.Where(answer => answer.Status is not (201 or 503));

    public bool Held => Report is { Findings.Count: 0, Unknown: 0 } && IsAlive && Refusal <= LongestRefusal && Longest <= LongestAnswer && Noticed <= LongestNotice && Returned <= LongestReturn && !OtherAnswers.Any();

    public override string ToString() =>
        $"for {FaultSettings.Outage.TotalSeconds:0} s, {Meanwhile} answers meanwhile; refusals p99 {Refusal.TotalSeconds:0.00} s, longest answer {Longest.TotalSeconds:0.0} s, live {(IsAlive ? "always" : "not always")}, "
        + $"not ready after {Noticed.TotalSeconds:0.0} s, ready again {Returned.TotalSeconds:0.0} s after; {Report}";
}
