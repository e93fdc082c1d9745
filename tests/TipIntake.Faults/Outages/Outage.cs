using System.Diagnostics;
using System.Net;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Outages;

/// <summary>A database that is of no use for a while, under load, with both health addresses watched. Seconds: FAULT_OUTAGE.</summary>
internal sealed class Outage(Deployment deployment, string what)
{
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(10);

    /// <summary>What this machine may add when others use it, too; the report has the times themselves.</summary>
    private static readonly TimeSpan BusyMachine = TimeSpan.FromSeconds(4);

    /// <param name="isNoticed">Whether the service stops being ready: not where reading goes on.</param>
    public async Task Outlast(Func<Task> begin, Func<Task> end, bool isNoticed = true)
    {
        using var sender = await deployment.NewSender();
        await using var ready = new HealthWatch(deployment.ReadyAddress);
        await using var live = new HealthWatch(deployment.LiveAddress);
        await using var load = TipLoad.Start(sender, people: 8);
        await load.HasStored(100);

        var before = sender.Ledger.Answers.Count;
        var noticed = await Begin(begin, end, isNoticed ? ready : null);
        var during = sender.Ledger.Answers.Count - before;
        var returned = await ready.Sees(HttpStatusCode.OK, TimeSpan.FromSeconds(30));
        await load.HasStored(load.Stored + 50);
        await load.Stop();

        Judge(sender, await deployment.Compare(sender, what), live, noticed, returned, during);
    }

    private void Judge(TipSender sender, LedgerReport report, HealthWatch live, TimeSpan noticed, TimeSpan returned, int during)
    {
        var longest = sender.Ledger.Answers.Max(answer => answer.Took);
        var refusals = sender.Ledger.Answers.Where(answer => answer.Status == 503).Select(answer => answer.Took).Order().ToArray();
        var refusal = refusals.Length == 0 ? TimeSpan.Zero : refusals[(int)(refusals.Length * 0.99)];
        var alive = live.Looks.All(look => look.Status == HttpStatusCode.OK);

        FaultReport.Add(
            "L8",
            what,
            "refusals <= 1 s, nothing > 5 s, live 200, not ready <= 5 s, normal <= 10 s after",
            $"for {FaultSettings.Outage.TotalSeconds:0} s, {during} answers meanwhile; refusals p99 {refusal.TotalSeconds:0.00} s, longest answer {longest.TotalSeconds:0.0} s, live {(alive ? "always" : "not always")}, "
            + $"not ready after {noticed.TotalSeconds:0.0} s, ready again {returned.TotalSeconds:0.0} s after; {report}",
            report.Findings.Count == 0 && refusal <= LongestRefusal && longest <= LongestAnswer && alive && noticed <= Notice && returned <= Return);

        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
        Assert.True(alive, "The process did not answer that it lives.");
        Assert.All(sender.Ledger.Answers, answer => Assert.Contains(answer.Status, new[] { 201, 503 }));
        Assert.InRange(longest, TimeSpan.Zero, LongestAnswer + BusyMachine);
        Assert.InRange(noticed, TimeSpan.Zero, Notice + BusyMachine);
        Assert.InRange(returned, TimeSpan.Zero, Return + BusyMachine);
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
