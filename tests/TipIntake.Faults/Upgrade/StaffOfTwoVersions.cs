using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Upgrade;

/// <summary>A staff node of each version: either places tips, and reviewers at either read what the other has placed.</summary>
internal sealed class StaffOfTwoVersions(TwoVersions versions, Ledger ledger) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPlacing = TimeSpan.FromSeconds(90);

    private readonly Uri oldDoor = TwoVersions.NextAddress();
    private readonly Uri newDoor = TwoVersions.NextAddress();
    private ServiceProcess? old;
    private ServiceProcess? next;

    public async Task StartOld()
    {
        old = ServiceProcess.Start(oldDoor, versions.Deployment.StaffSettings(oldDoor), TwoVersions.Old);
        await old.Ready(Deployment.LongestRecovery);
    }

    public async Task StartNew()
    {
        next = ServiceProcess.Start(newDoor, versions.Deployment.StaffSettings(newDoor));
        await next.Ready(Deployment.LongestRecovery);
    }

    /// <summary>One node is frozen while the other places; then it wakes and its reviewer reads the lead.</summary>
    public async Task ReadEachOthersLeads()
    {
        await ReadsWhatTheOtherPlaced(old!, oldDoor);
        await ReadsWhatTheOtherPlaced(next!, newDoor);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in (ServiceProcess?[])[old, next])
        {
            if (node is not null)
            {
                await node.DisposeAsync();
            }
        }
    }

    private async Task ReadsWhatTheOtherPlaced(ServiceProcess node, Uri door)
    {
        using var reviewer = await Reviewer.At(door);
        using var sender = new TipSender(versions.Balancer.Front, Deployment.Reference, ledger);
        var tip = SentTip.Next(Random.Shared);
        node.Freeze();
        try
        {
            await ReleaseTurns();
            await sender.Send(tip);
            await Until.True(async () => await PlacedIn(tip) is not null, LongestPlacing, "the other node places the tip");
        }
        finally
        {
            node.Thaw();
        }

        var lead = await PlacedIn(tip);
        Assert.True(await reviewer.Reads(lead!), $"{door} does not show {lead}");
    }

    // A frozen node may hold the turn to place; its connections are cut as a machine's that is gone.
    private Task ReleaseTurns() => versions.Deployment.Postgres.Run("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted");

    private async Task<string?> PlacedIn(SentTip tip)
    {
        await using var connection = new Npgsql.NpgsqlConnection(versions.Deployment.Postgres.Superuser);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("select lead from tipintake.placements p join tipintake.mt_doc_tip t on t.id = p.tip where t.data ->> 'place' = $1", connection) { Parameters = { new() { Value = tip.Mark } } };
        return await command.ExecuteScalarAsync() as string;
    }
}
