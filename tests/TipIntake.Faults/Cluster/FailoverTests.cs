using System.Globalization;
using Npgsql;
using TipIntake.Faults.Cluster.Machines;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Cluster;

/// <summary>The machine of the leading PostgreSQL is lost under load: killed and frozen in turn. Rounds: FAULT_FAILOVERS.</summary>
[Collection(OneCluster.Name)]
public sealed class FailoverTests(ClusterDeployment deployment)
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task When_the_leading_machine_is_lost_no_tip_is_and_another_one_leads_within_a_minute()
    {
        await deployment.Database.Ask("create table if not exists fence (round int)");
        var gaps = new List<TimeSpan>();
        var (stored, findings, unknown, accepted) = (0, 0, 0, 0);

        for (var round = 1; round <= FaultSettings.Failovers; round++)
        {
            var how = round % 2 == 1 ? "killed" : "frozen";
            using var sender = await deployment.NewSender();
            await using var load = TipLoad.Start(sender);
            await load.HasStored(Random.Shared.Next(300, 1_000));

            var old = await deployment.Database.Leader();
            await Lose(old, how);
            gaps.Add(await FirstTaken(sender));
            await load.HasStored(load.Stored + 100);

            Bring(old, how);
            accepted += await WritesAcceptedUntilItFollows(old, round);
            await deployment.Database.Whole(LongestReturn);
            await load.Stop();

            var report = await deployment.Compare(sender, $"{old.Name} {how}, round {round}, first new tip after {gaps[^1].TotalSeconds:0.0} s");
            (stored, findings, unknown) = (stored + report.Stored, findings + report.Findings.Count, unknown + report.Unknown);
        }

        var kept = await deployment.Database.Ask("select count(*) from fence");
        var held = findings == 0 && accepted == 0 && kept == "0" && gaps.Max() <= LongestGap;
        FaultReport.Add(
            "D8",
            $"the leading PostgreSQL's machine killed and frozen in turn, {FaultSettings.Failovers} rounds, synchronous standby",
            "lost, doubled, altered 0; a new tip within 60 s; the old leader takes nothing",
            string.Create(CultureInfo.InvariantCulture, $"acknowledged {stored}, findings {findings}, unknown at the end {unknown}; first new tip after {gaps.Min().TotalSeconds:0.0} to {gaps.Max().TotalSeconds:0.0} s; writes the old leader acknowledged {accepted}, of them kept {kept}"),
            held);
        Assert.Equal((0, 0, "0"), (findings, accepted, kept));
        Assert.InRange(gaps.Max(), TimeSpan.Zero, LongestGap);
    }

    private static async Task Lose(DatabaseMachine machine, string how)
    {
        if (how == "killed")
        {
            await machine.Kill();
        }
        else
        {
            machine.Freeze();
        }
    }

    private static void Bring(DatabaseMachine machine, string how)
    {
        if (how == "killed")
        {
            machine.Start();
        }
        else
        {
            machine.Thaw();
        }
    }

    /// <summary>From now until the first tip that was sent after now is acknowledged; one attempt begins every half second.</summary>
    private static async Task<TimeSpan> FirstTaken(TipSender sender)
    {
        var lost = TimeProvider.System.GetTimestamp();
        var taken = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempts = new List<Task>();

        while (!taken.Task.IsCompleted && TimeProvider.System.GetElapsedTime(lost) < LongestGap * 3)
        {
            attempts.Add(Attempt());
            await Task.WhenAny(taken.Task, Task.Delay(TimeSpan.FromMilliseconds(500)));
        }

        await Task.WhenAll(attempts);
        return taken.Task.IsCompleted ? await taken.Task : throw new TimeoutException("No tip was taken any more.");

        async Task Attempt()
        {
            if ((await sender.Send(SentTip.Next(Random.Shared))).Fate == Fate.Stored)
            {
                taken.TrySetResult(TimeProvider.System.GetElapsedTime(lost));
            }
        }
    }

    // Past the service and past HAProxy: somebody who still knows the old leader's address goes on writing there.
    private static async Task<int> WritesAcceptedUntilItFollows(DatabaseMachine old, int round)
    {
        var accepted = 0;
        var connection = new NpgsqlConnectionStringBuilder(old.Connection("postgres")) { CommandTimeout = 3, CancellationTimeout = -1 }.ConnectionString;
        await Until.True(
            async () =>
            {
                accepted += await Acknowledges(connection, round) ? 1 : 0;
                return await old.Is("replica");
            },
            LongestReturn,
            $"{old.Name} follows");
        return accepted;
    }

    private static async Task<bool> Acknowledges(string connectionString, int round)
    {
        try
        {
            var warned = false;
            await using var connection = new NpgsqlConnection(connectionString);
            // "Committed here, but perhaps not on the standby": that is no acknowledgement.
            connection.Notice += (_, _) => warned = true;
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("insert into fence values ($1)", connection) { Parameters = { new NpgsqlParameter { Value = round } } };
            await command.ExecuteNonQueryAsync();
            return !warned;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException)
        {
            return false;
        }
    }
}
