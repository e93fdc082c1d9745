using System.Diagnostics;
using System.Net;
using TipIntake.Faults.Harness;

namespace TipIntake.Faults;

/// <summary>PostgreSQL does not answer: nobody waits long, nothing is promised, and all is well soon after.</summary>
public sealed class UnansweringDatabaseTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(10);

    /// <summary>What this machine may add when others use it, too; the figures themselves are printed.</summary>
    private static readonly TimeSpan BusyMachine = TimeSpan.FromSeconds(3);

    [Fact]
    public Task A_frozen_PostgreSQL_makes_nobody_wait_and_costs_nothing() => Unanswering(
        "frozen",
        deployment.Postgres.Freeze,
        deployment.Postgres.Thaw);

    [Fact]
    public Task A_PostgreSQL_that_is_down_makes_nobody_wait_and_costs_nothing() => Unanswering("down", deployment.Postgres.Kill, deployment.Postgres.Restart);

    private async Task Unanswering(string what, Func<Task> begin, Func<Task> end)
    {
        using var sender = await deployment.NewSender();
        await using var ready = new HealthWatch(deployment.ReadyAddress);
        await using var live = new HealthWatch(deployment.LiveAddress);
        await using var load = TipLoad.Start(sender, people: 8);
        await load.HasStored(100);

        var noticed = await Outlast(begin, ready, end);
        var returned = await ready.Sees(HttpStatusCode.OK, TimeSpan.FromSeconds(30));
        await load.HasStored(load.Stored + 50);
        await load.Stop();

        var longest = sender.Ledger.Answers.Max(answer => answer.Took);
        var report = await deployment.Compare(
            sender, $"{what} for {Outage.TotalSeconds:0} s, not ready after {noticed.TotalSeconds:0.0} s, ready again {returned.TotalSeconds:0.0} s after, longest answer {longest.TotalSeconds:0.0} s");
        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Unknown);
        Assert.All(live.Looks, look => Assert.Equal(HttpStatusCode.OK, look.Status));
        Assert.All(sender.Ledger.Answers, answer => Assert.Contains(answer.Status, new[] { 201, 503 }));
        Assert.InRange(longest, TimeSpan.Zero, LongestAnswer + BusyMachine);
        Assert.InRange(noticed, TimeSpan.Zero, Notice + BusyMachine);
        Assert.InRange(returned, TimeSpan.Zero, Return + BusyMachine);
    }

    /// <summary>How long readiness took to notice.</summary>
    private static async Task<TimeSpan> Outlast(Func<Task> begin, HealthWatch ready, Func<Task> end)
    {
        var began = Stopwatch.GetTimestamp();
        await begin();

        try
        {
            var noticed = await ready.Sees(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(20));
            await Task.Delay(TimeSpan.FromTicks(Math.Max(0, (Outage - Stopwatch.GetElapsedTime(began)).Ticks)));
            return noticed;
        }
        finally
        {
            await end();
        }
    }
}
