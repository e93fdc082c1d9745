using Marten;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Tips that nobody brought news of: stored by a version that wrote none, or restored from a backup. They are announced again.</summary>
internal sealed class FindUnplaced(IDocumentStore store, DatabaseConnections connections, TimeProvider clock, ILogger<FindUnplaced> log)
{
    private const int Together = 500;
    private const int MostAtOnce = 50_000;
    private const int SecondsAtMost = 300;

    // Young ones have their news on the way; news of a tip that has its place already changes nothing.
    private const string Unplaced = $"""
        select t.id, t.data ->> 'lane' = 'first' from {DatabaseConnections.Schema}.mt_doc_tip t
        where t.id > $1 and (t.data ->> 'receivedAt')::timestamptz < $2 and not exists (select from {PlacementTable.QualifiedName} p where p.tip = t.id)
        order by t.id limit $3
        """;

    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    /// <summary>Always false: nothing is left when it ends.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var (now, count, last) = (clock.GetUtcNow(), 0, Guid.Empty);
        for (var found = 1; found > 0; count += found)
        {
            (found, last) = await Announce(last, now, cancel);
        }

        if (count > 0)
        {
            log.LogInformation("{Count} tips had no place yet; they are placed now", count);
        }

        return false;
    }

    private async Task<(int Found, Guid Last)> Announce(Guid after, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        await using var command = transaction.Command(Unplaced, after, now - Young, MostAtOnce);
        command.CommandTimeout = SecondsAtMost;
        var found = await command.ReadAll(row => (Id: row.GetGuid(0), IsFirst: row.GetBoolean(1)), cancel);
        foreach (var lane in found.GroupBy(tip => tip.IsFirst ? Lane.First : Lane.Deferred, tip => tip.Id))
        {
            transaction.Session.Insert(lane.Chunk(Together).Select(some => TipNews.Of(TipNewsKind.Arrived, lane.Key, some, now)).ToArray());
        }

        await transaction.Commit(cancel);
        return (found.Count, found.Count > 0 ? found[^1].Id : after);
    }
}
