using Marten;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Makes a lead's row, clues, words and keys again from the tips that are in it.</summary>
internal static class LeadContents
{
    /// <summary>So many are looked through at most; a lead with more of them keeps what they all said.</summary>
    public const int MostRead = 500;

    /// <summary>A lead is found by so many wordings at most.</summary>
    private const int MostWordings = 8;

    private const string ForgetKeys = $"""
        with gone as (delete from {LeadWordingTable.QualifiedName} where lead = $1 returning keys)
        delete from {WordingKeyTable.QualifiedName} where lead = $1 and key in (select unnest(keys) from gone)
        """;

    private const string ForgetClues = $"delete from {ClueTable.QualifiedName} where lead = $1";

    private const string KeepWording = $"insert into {LeadWordingTable.QualifiedName} (lead, tip, sketch, keys, words) values ($1, $2, $3, $4, array_to_tsvector($5))";

    private const string KeepKeys = $"insert into {WordingKeyTable.QualifiedName} (key, lead) select key, $1 from unnest($2::bigint[]) as k (key) on conflict do nothing";

    private const string KeepClues = $"insert into {ClueTable.QualifiedName} (object, kind, value, lead) select $1, kind, value, $2 from unnest($3::text[], $4::text[]) as c (kind, value) on conflict do nothing";

    // Those that were not withdrawn, oldest first.
    private const string Oldest = $"""
        select t.id from {PlacementTable.QualifiedName} p join {DatabaseConnections.Schema}.mt_doc_tip t on t.id = p.tip
        where p.lead = $1 and t.data ->> 'withdrawnAt' is null order by p.received_at, p.tip limit $2
        """;

    // The first tips of its wordings, which may be younger than so many others.
    private const string Firsts = $"""
        select t.id from {LeadWordingTable.QualifiedName} w join {PlacementTable.QualifiedName} p on p.tip = w.tip and p.lead = w.lead join {DatabaseConnections.Schema}.mt_doc_tip t on t.id = p.tip
        where w.lead = $1 and t.data ->> 'withdrawnAt' is null
        """;

    /// <summary>Of the tips that are in it now.</summary>
    /// <param name="row">With as many tips as it has now.</param>
    /// <param name="also">Some of them, which count for what it says however young they are.</param>
    public static async Task Remake(TriageTransaction transaction, LeadRow row, CancellationToken cancel, IReadOnlyList<ArrivedTip>? also = null)
    {
        var ids = (await transaction.Read(Oldest, found => found.GetGuid(0), cancel, row.Id, MostRead)).ToHashSet();
        ids.UnionWith(ids.Count < MostRead ? [] : await transaction.Read(Firsts, found => found.GetGuid(0), cancel, row.Id));
        var given = (also ?? []).ToDictionary(tip => tip.Id);
        var read = (await transaction.Session.LoadManyAsync<Tip>(cancel, ids.Except(given.Keys))).Select(ArrivedTip.Of);
        await Store(transaction, row, [.. read.Concat(given.Values).OrderBy(tip => tip.Facts.ReceivedAt).ThenBy(tip => tip.Id)], cancel);
        var all = ids.ToArray();
        var messages = await transaction.Session.Query<TipMessage>().Where(message => message.TipId.IsOneOf(all) && message.From == MessageFrom.Sender).ToListAsync(cancel);
        await LeadWords.Add(transaction, messages.ToLookup(_ => row.Id, message => SearchWords.Of(message.Text), StringComparer.Ordinal), LeadWords.Most, cancel);
    }

    /// <summary>Privacy: everything that was made of senders' words. How many tips there were, and what was decided, stays.</summary>
    public static async Task Forget(TriageTransaction transaction, IReadOnlyCollection<LeadRow> rows, CancellationToken cancel)
    {
        foreach (var row in rows)
        {
            await transaction.Run(ForgetKeys, cancel, row.Id);
            await transaction.Run(ForgetClues, cancel, row.Id);
        }

        await LeadRows.Store(transaction.Database, rows.Select(row => row with { Status = LeadStatus.Erased, Features = null, Countries = [], Languages = [], Bases = [], Days = [], Points = [], Stale = false }), cancel);
        await SuggestHypotheses.Note(transaction, [.. rows.Select(row => (row.Object, 0))], cancel);
    }

    /// <param name="row">With as many tips as it has now.</param>
    /// <param name="tips">Those in it that were not withdrawn, oldest first: all, or the <see cref="MostRead"/> oldest and some more.</param>
    public static async Task Store(TriageTransaction transaction, LeadRow row, IReadOnlyList<ArrivedTip> tips, CancellationToken cancel)
    {
        await transaction.Run(ForgetKeys, cancel, row.Id);
        await transaction.Run(ForgetClues, cancel, row.Id);
        if (tips.Count > 0)
        {
            var clues = Clues.Kept(tips.SelectMany(tip => tip.Clues)).ToArray();
            foreach (var first in FirstOfEach(tips))
            {
                await transaction.Run(KeepWording, cancel, row.Id, first.Id, first.Wording.Sketch, first.Keys, first.Words);
                await transaction.Run(KeepKeys, cancel, row.Id, first.Keys);
            }

            await LeadWords.Add(transaction, tips.ToLookup(_ => row.Id, tip => tip.Words, StringComparer.Ordinal), LeadWords.MostOfCopies, cancel);
            await transaction.Run(KeepClues, cancel, row.Object, row.Id, clues.Select(clue => clue.Kind.ToString()).ToArray(), clues.Select(clue => clue.Value).ToArray());
        }

        await LeadRows.Store(transaction.Database, [Sum(row, tips)], cancel);
    }

    // What the machine put together is worded like the first; what a person put beside it may be worded otherwise.
    private static List<ArrivedTip> FirstOfEach(IReadOnlyList<ArrivedTip> tips)
    {
        var firsts = new List<ArrivedTip>();
        foreach (var tip in tips)
        {
            if (firsts.Count < MostWordings && !firsts.Exists(first => Wording.IsSame(first.Wording.Sketch, tip.Wording.Sketch)))
            {
                firsts.Add(tip);
            }
        }

        return firsts;
    }

    private static LeadRow Sum(LeadRow row, IReadOnlyList<ArrivedTip> tips)
    {
        if (tips.Count > 0 && tips.Count < row.Tips)
        {
            return Filled(row) with { FirstLane = Math.Min(row.FirstLane, row.Tips), Stale = true };
        }

        var none = row with { Tips = 0, FirstLane = 0, Features = null, Countries = [], Languages = [], Bases = [], Days = [] };
        return tips.Count == 0 ? none with { Status = LeadStatus.Emptied, Points = [], Stale = false } : tips.Aggregate(Filled(none), (sum, tip) => sum.With(tip));
    }

    private static LeadRow Filled(LeadRow row) => row.Status == LeadStatus.Emptied ? row with { Status = LeadStatus.Open } : row;
}
