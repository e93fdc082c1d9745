using Marten;
using Npgsql;
using TipIntake.Audit;
using TipIntake.Storage;

namespace TipIntake.Catalogue;

/// <summary>Publishes what is due. Every node with a staff door looks; one at a time acts, and what is published is not due any more.</summary>
internal sealed class ScheduleWorker(
    IDocumentStore store, DatabaseConnections connections, AuditTrail audit, PublishedCatalogue catalogue, TimeProvider clock, ILogger<ScheduleWorker> log) : BackgroundService
{
    public const string Actor = "worker:schedule";

    private const long Lock = 0x7469705F73636865;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task<int> PublishDue(CancellationToken cancel)
    {
        if ((await Due(cancel)).Count == 0)
        {
            return 0;
        }

        await using var connection = await connections.Application.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await IsAlone(connection, cancel))
        {
            return 0;
        }

        // Read again under the lock: another node may have been quicker.
        var published = 0;
        foreach (var reference in await Due(cancel))
        {
            published += await Publish(reference, cancel) ? 1 : 0;
        }

        await catalogue.Refresh(cancel);
        return published;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PublishDue(stoppingToken);
                failing = false;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Once per outage and without the message, which may quote a row.
                if (!failing)
                {
                    log.LogWarning("What is due cannot be published ({Fault}); the next look tries again", fault.GetType().Name);
                }

                failing = true;
            }

            await Task.Delay(Interval, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<string>> Due(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var session = store.QuerySession();
        return await session.Query<TracedObject>().Where(o => o.Status == ObjectStatus.Scheduled && o.PublishAt <= now).OrderBy(o => o.Id).Select(o => o.Id).ToListAsync(cancel);
    }

    private async Task<bool> Publish(string reference, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<TracedObject>(reference, cancel);
        if (stream.Aggregate is not { } current || ObjectDecisions.PublishDue(current, clock.GetUtcNow(), Actor) is not { IsRefused: false } decided)
        {
            return false;
        }

        stream.AppendMany(decided.Value);
        audit.Record(session, new AuditEntry(Actor, AuditActs.ObjectPublished, $"object:{reference}"));
        try
        {
            await session.SaveChangesAsync(cancel);
            return true;
        }
        catch (Exception fault) when (ObjectDesk.IsRace(fault))
        {
            // Somebody withdrew or changed it at this moment; that counts.
            return false;
        }
    }

    // Ends with the transaction, also when this node dies.
    private static async Task<bool> IsAlone(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock($1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Lock });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }
}
