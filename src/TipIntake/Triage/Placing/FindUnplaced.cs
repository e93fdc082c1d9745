using System.Text.Json;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Tips that nobody brought news of: stored by a version that wrote none, or restored from a backup. They are announced again.</summary>
internal static class FindUnplaced
{
    private const int Together = 500;
    private const int Most = 50_000;

    // Young ones have their news on the way; news of a tip that has its place already changes nothing.
    private const string Unplaced = $"""
        select t.id, t.data ->> 'lane' from {DatabaseConnections.Schema}.mt_doc_tip t
        where not exists (select from {PlacementTable.QualifiedName} p where p.tip = t.id) and (t.data ->> 'receivedAt')::timestamptz < $1
        limit $2
        """;

    public static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    /// <summary>How many there were.</summary>
    public static async Task<int> Run(TriageTransaction transaction, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new List<(Guid Id, Lane Lane)>();
        await using (var command = transaction.Command(Unplaced, now - Young, Most))
        {
            command.CommandTimeout = 300;
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                found.Add((rows.GetGuid(0), JsonNamingPolicy.CamelCase.ConvertName(nameof(Lane.First)) == rows.GetString(1) ? Lane.First : Lane.Deferred));
            }
        }

        foreach (var lane in found.GroupBy(tip => tip.Lane))
        {
            foreach (var some in lane.Chunk(Together))
            {
                transaction.Session.Insert(TipNews.Of(TipNewsKind.Arrived, lane.Key, [.. some.Select(tip => tip.Id)], now));
            }
        }

        return found.Count;
    }
}
