using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Makes a lead's row, clues, words and keys again from the tips that are in it.</summary>
internal static class LeadContents
{
    /// <summary>So many are looked through at most; a lead with more of them keeps what they all said.</summary>
    public const int MostRead = 500;

    private const string ForgetKeys = $"""
        with gone as (delete from {LeadWordingTable.QualifiedName} where lead = $1 returning keys)
        delete from {WordingKeyTable.QualifiedName} where lead = $1 and key in (select unnest(keys) from gone)
        """;

    private const string ForgetClues = $"delete from {ClueTable.QualifiedName} where lead = $1";

    private const string KeepWording = $"insert into {LeadWordingTable.QualifiedName} (lead, sketch, keys, words) values ($1, $2, $3, array_to_tsvector($4))";

    private const string KeepKeys = $"insert into {WordingKeyTable.QualifiedName} (key, lead) select key, $1 from unnest($2::bigint[]) as k (key)";

    private const string KeepClues = $"insert into {ClueTable.QualifiedName} (object, kind, value, lead) select $1, kind, value, $2 from unnest($3::text[], $4::text[]) as c (kind, value) on conflict do nothing";

    // Those that were not withdrawn, oldest first.
    private const string Oldest = $"""
        select t.id from {PlacementTable.QualifiedName} p join {DatabaseConnections.Schema}.mt_doc_tip t on t.id = p.tip
        where p.lead = $1 and t.data ->> 'withdrawnAt' is null order by p.received_at, p.tip limit $2
        """;

    /// <summary>Of the tips that are in it now.</summary>
    /// <param name="row">With as many tips as it has now.</param>
    public static async Task Remake(TriageTransaction transaction, LeadRow row, CancellationToken cancel)
    {
        var ids = await transaction.Read(Oldest, found => found.GetGuid(0), cancel, row.Id, MostRead);
        var tips = (await transaction.Session.LoadManyAsync<Tip>(cancel, ids)).ToDictionary(tip => tip.Id);
        await Store(transaction, row, [.. ids.Select(id => ArrivedTip.Of(tips[id]))], cancel);
    }

    /// <param name="row">With as many tips as it has now.</param>
    /// <param name="tips">Those in it that were not withdrawn, oldest first: all, or the <see cref="MostRead"/> oldest.</param>
    public static async Task Store(TriageTransaction transaction, LeadRow row, IReadOnlyList<ArrivedTip> tips, CancellationToken cancel)
    {
        await transaction.Run(ForgetKeys, cancel, row.Id);
        await transaction.Run(ForgetClues, cancel, row.Id);
        if (tips is [var first, ..])
        {
            var clues = tips.SelectMany(tip => tip.Clues).Distinct().ToArray();
            await transaction.Run(KeepWording, cancel, row.Id, first.Wording.Sketch, first.Keys, SearchWords.Of(first.Facts));
            await transaction.Run(KeepKeys, cancel, row.Id, first.Keys);
            await transaction.Run(KeepClues, cancel, row.Object, row.Id, clues.Select(clue => clue.Kind.ToString()).ToArray(), clues.Select(clue => clue.Value).ToArray());
        }

        await LeadRows.Store(transaction.Database, [Sum(row, tips)], cancel);
    }

    private static LeadRow Sum(LeadRow row, IReadOnlyList<ArrivedTip> tips)
    {
        if (tips.Count > 0 && tips.Count < row.Tips)
        {
            return row with { FirstLane = Math.Min(row.FirstLane, row.Tips), Stale = true };
        }

        var none = row with { Tips = 0, FirstLane = 0, Features = null, Countries = [], Languages = [], Bases = [], Days = [] };
        return tips.Count == 0 ? none with { Status = LeadStatus.Emptied, Points = [], Stale = false } : tips.Aggregate(none, (sum, tip) => sum.With(tip));
    }
}
