using Marten;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Gives each tip its place: a lead that says the same, or a new one.</summary>
internal sealed class PlaceTips(PlacingMeter meter, TimeProvider clock)
{
    /// <summary>A key that so many leads share tells nothing any more; looking at all of them would let a flood slow down everybody.</summary>
    private const int MostLeadsOfKey = 16;

    private static readonly string Known = $"""
        select found.key, w.lead, l.object, w.sketch, w.tip
        from (select u.key, k.lead from unnest($1::bigint[]) as u (key)
              cross join lateral (select lead from {WordingKeyTable.QualifiedName} where key = u.key limit {MostLeadsOfKey}) k) found
        join {LeadWordingTable.QualifiedName} w on w.lead = found.lead
        join {LeadTable.QualifiedName} l on l.id = found.lead
        """;

    private const string AlreadyPlaced = $"select tip from {PlacementTable.QualifiedName} where tip = any($1)";

    /// <summary>How many had none.</summary>
    public async Task<int> Run(TriageTransaction transaction, Guid[] ids, CancellationToken cancel)
    {
        var (arrived, withdrawn) = await Read(transaction, ids, cancel);
        if (arrived.Count + withdrawn.Count == 0)
        {
            return 0;
        }

        await ArrivalTable.Note(transaction, arrived, cancel);
        var finder = new LeadFinder(await FindKnown(transaction, [.. arrived.SelectMany(tip => tip.Keys).Distinct()], cancel));
        var bursts = await transaction.Session.LoadManyAsync<ObjectBurst>(cancel, arrived.Select(tip => tip.Object).Distinct(StringComparer.Ordinal));
        var leads = new PlacedLeads(transaction, bursts.Select(burst => burst.Id).ToHashSet(StringComparer.Ordinal), clock.GetUtcNow());
        await leads.Take(finder.Place(arrived), cancel);
        await leads.Store(withdrawn, cancel);
        meter.Placed(arrived.Count);
        return arrived.Count + withdrawn.Count;
    }

    private static async Task<(List<ArrivedTip> Arrived, List<Tip> Withdrawn)> Read(TriageTransaction transaction, Guid[] ids, CancellationToken cancel)
    {
        var tips = await transaction.Session.LoadManyAsync<Tip>(cancel, ids);
        var placed = (await transaction.Read(AlreadyPlaced, row => row.GetGuid(0), cancel, ids)).ToHashSet();
        var fresh = tips.Where(tip => !placed.Contains(tip.Id)).ToList();
        return ([.. fresh.Where(tip => !tip.IsWithdrawn).OrderBy(tip => tip.ReceivedAt).ThenBy(tip => tip.Id).AsParallel().AsOrdered().Select(ArrivedTip.Of)], fresh.FindAll(tip => tip.IsWithdrawn));
    }

    private static async Task<ILookup<long, KnownLead>> FindKnown(TriageTransaction transaction, long[] keys, CancellationToken cancel)
    {
        await using var command = transaction.Command(Known, keys);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (found, leads) = (new List<(long Key, KnownLead Lead)>(), new Dictionary<Guid, KnownLead>());
        while (await rows.ReadAsync(cancel))
        {
            var first = rows.GetGuid(4);
            if (!leads.TryGetValue(first, out var lead))
            {
                leads[first] = lead = new KnownLead(rows.GetString(1), rows.GetString(2), rows.GetFieldValue<byte[]>(3));
            }

            found.Add((rows.GetInt64(0), lead));
        }

        return found.ToLookup(one => one.Key, one => one.Lead);
    }
}
