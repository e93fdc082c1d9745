using Marten;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>
/// Takes notes of what changed, looks how it is now, and writes the difference to how it was counted last. It does not matter how often or in which order
/// something is looked at; so each change is counted once, whatever is killed, with any number of nodes.
/// </summary>
internal sealed class CountChanges(IDocumentStore store, DatabaseConnections connections, CountedDay day, CountingZone zone)
{
    /// <summary>Held by whoever writes counts.</summary>
    public const long Turn = 0x43_4F_55_4E_54;

    private const int MostNotes = 64;
    private const int MostTips = 4_000;

    /// <summary>A decision on a lead with a million tips moves them all.</summary>
    private const int MostSeconds = 120;

    private static readonly string Oldest = $"select id, leads, acted, hypotheses, tips from {CountNewsTable.QualifiedName} order by id limit {MostNotes}";

    // Withdrawn before they had a lead, so no lead tells of them. Privacy: a recount may have put them into a cell meanwhile, which has to be forgotten.
    private const string NeverPlaced = $"""
        select p.tip from {PlacementTable.QualifiedName} p where p.lead is null and not exists (select from {CountedTipTable.QualifiedName} c where c.tip = p.tip and c.cell is null) limit $1
        """;

    private const string Forget = $"delete from {CountNewsTable.QualifiedName} where id = any($1)";

    /// <summary>Whether there was more than is counted at once. False also while another node counts.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        transaction.MostSeconds = MostSeconds;
        if (!await transaction.TakeTurn(Turn, cancel))
        {
            return false;
        }

        var (notes, isMore) = await Read(transaction, cancel);
        if (await day.Advance(transaction, notes.Count == 0, cancel) is not { } known)
        {
            return false;
        }

        var ledger = new CountLedger(transaction);
        var hypotheses = notes.SelectMany(note => note.Hypotheses).Distinct(StringComparer.Ordinal).ToArray();
        await CountObjects.Run(transaction, known, zone, cancel);
        await CountHypotheses.Run(transaction, hypotheses, known, zone, cancel);
        var leads = new CountLeads(transaction, ledger, zone, known);
        await leads.Run([.. notes.SelectMany(note => note.Leads).Concat(await leads.Under(hypotheses, cancel)).Distinct(StringComparer.Ordinal)], [.. notes.SelectMany(note => note.Acted).Distinct(StringComparer.Ordinal)], cancel);
        var withdrawn = await transaction.Read(NeverPlaced, row => row.GetGuid(0), cancel, MostTips);
        await new CountTips(transaction, ledger, zone).Run([.. notes.SelectMany(note => note.Tips).Concat(withdrawn).Distinct()], cancel);
        await ledger.Store(known, cancel);
        await transaction.Run(Forget, cancel, [notes.Select(note => note.Id).ToArray()]);
        await transaction.Commit(cancel);
        return isMore;
    }

    // A note of many tips is taken by itself.
    private static async Task<(List<Note> Notes, bool IsMore)> Read(TriageTransaction transaction, CancellationToken cancel)
    {
        var found = await transaction.Read(Oldest, row => new Note(row.GetInt64(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<string[]>(2), row.GetFieldValue<string[]>(3), row.GetFieldValue<Guid[]>(4)), cancel);
        var tips = 0;
        List<Note> taken = [.. found.TakeWhile((note, place) => (tips += note.Tips.Length) <= MostTips || place == 0)];
        return (taken, taken.Count < found.Count || found.Count == MostNotes);
    }

    private sealed record Note(long Id, string[] Leads, string[] Acted, string[] Hypotheses, Guid[] Tips);
}
