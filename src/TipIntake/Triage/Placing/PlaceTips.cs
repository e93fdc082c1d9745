using Marten;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Gives each tip its place: a lead that says the same, or a new one.</summary>
internal sealed class PlaceTips(PlacingMeter meter, TimeProvider clock)
{
    /// <summary>A key that so many leads share tells nothing any more; looking at all of them would let a flood slow down everybody.</summary>
    private const int MostLeadsOfKey = 16;

    private static readonly string WithKey = $"""
        select u.key, k.lead from unnest($1::bigint[]) as u (key) cross join lateral (select lead from {WordingKeyTable.QualifiedName} where key = u.key limit {MostLeadsOfKey}) k
        """;

    // Apart from the keys: tips of one batch share most of them, and a lead's wordings are read once.
    private const string Known = $"""
        select w.lead, l.object, w.sketch from {LeadWordingTable.QualifiedName} w join {LeadTable.QualifiedName} l on l.id = w.lead where w.lead = any($1)
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
        var arrived = await OwnThread.Run(() => fresh.Where(tip => !tip.IsWithdrawn).OrderBy(tip => tip.ReceivedAt).ThenBy(tip => tip.Id).AsParallel().AsOrdered().Select(ArrivedTip.Of).ToList());
        return (arrived, fresh.FindAll(tip => tip.IsWithdrawn));
    }

    private static async Task<ILookup<long, KnownLead>> FindKnown(TriageTransaction transaction, long[] keys, CancellationToken cancel)
    {
        var found = await transaction.Read(WithKey, row => (Key: row.GetInt64(0), Lead: row.GetString(1)), cancel, [keys]);
        var leads = await transaction.Read(
            Known, row => new KnownLead(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), cancel, [found.Select(one => one.Lead).Distinct(StringComparer.Ordinal).ToArray()]);
        var wordings = leads.ToLookup(lead => lead.Id, StringComparer.Ordinal);
        return found.SelectMany(one => wordings[one.Lead].Select(known => (one.Key, Known: known))).ToLookup(one => one.Key, one => one.Known);
    }
}
