using Marten;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Privacy: when tips were withdrawn, what was made of their words goes, too. That there were tips stays, for the counts.</summary>
internal static class EmptyLeads
{
    /// <summary>So many are looked through again to see what is left of a lead; one with more of them keeps what they all said.</summary>
    private const int MostRead = 500;

    private const string PlaceOf = $"select lead, array_agg(tip) from {PlacementTable.QualifiedName} where tip = any($1) and lead is not null group by lead";

    private const string TipsOf = $"select tip from {PlacementTable.QualifiedName} where lead = $1 limit $2";

    private const string ForgetWords = $"""
        with gone as (delete from {LeadWordingTable.QualifiedName} where lead = $1 returning keys)
        delete from {WordingKeyTable.QualifiedName} where lead = $1 and key in (select unnest(keys) from gone)
        """;

    private const string ForgetClues = $"delete from {ClueTable.QualifiedName} where lead = $1 and not (kind, value) in (select * from unnest($2::text[], $3::text[]))";

    private const string SearchAgain = $"update {LeadWordingTable.QualifiedName} set words = array_to_tsvector($2) where lead = $1";

    public static async Task Run(TriageTransaction transaction, Guid[] withdrawn, CancellationToken cancel)
    {
        if (withdrawn.Length == 0)
        {
            return;
        }

        var gone = await FindPlaces(transaction, withdrawn, cancel);
        var rows = await LeadRows.Hold(transaction.Database, gone.Keys, cancel);
        var after = new List<LeadRow>();
        foreach (var (id, row) in rows)
        {
            transaction.Session.Events.Append(id, new TipsLeft(gone[id], LeavingReason.Withdrawn));
            after.Add(await Without(transaction, row, gone[id].Length, cancel));
        }

        await LeadRows.Store(transaction.Database, after, cancel);
        await SuggestHypotheses.Note(transaction, [.. after.Select(row => (row.Object, -gone[row.Id].Length))], cancel);
    }

    private static async Task<LeadRow> Without(TriageTransaction transaction, LeadRow row, int count, CancellationToken cancel)
    {
        var ids = await FindTips(transaction, row.Id, cancel);
        var left = (await transaction.Session.LoadManyAsync<Tip>(cancel, ids)).Where(tip => !tip.IsWithdrawn).OrderBy(tip => tip.ReceivedAt).Select(ArrivedTip.Of).ToList();
        var tips = Math.Max(0, row.Tips - count);
        if (tips == 0 || left.Count == 0)
        {
            await transaction.Run(ForgetWords, cancel, row.Id);
            await Forget(transaction, row.Id, [], cancel);
            return row with { Tips = tips, Status = LeadStatus.Emptied, Features = null, Points = [], Countries = [], Languages = [], Bases = [], Stale = false };
        }

        await Forget(transaction, row.Id, [.. left.SelectMany(tip => tip.Clues).Distinct()], cancel);
        await transaction.Run(SearchAgain, cancel, row.Id, SearchWords.Of(left[0].Facts));
        var again = left.Aggregate(row with { Tips = 0, FirstLane = 0, Features = null, Countries = [], Languages = [], Bases = [] }, (sum, tip) => sum.With(tip));
        return ids.Length < MostRead ? again : row with { Tips = tips, Stale = true };
    }

    private static Task Forget(TriageTransaction transaction, string lead, Clue[] except, CancellationToken cancel) =>
        transaction.Run(ForgetClues, cancel, lead, except.Select(clue => clue.Kind.ToString()).ToArray(), except.Select(clue => clue.Value).ToArray());

    private static async Task<Dictionary<string, Guid[]>> FindPlaces(TriageTransaction transaction, Guid[] tips, CancellationToken cancel)
    {
        await using var command = transaction.Command(PlaceOf, tips);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var places = new Dictionary<string, Guid[]>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
        {
            places[rows.GetString(0)] = rows.GetFieldValue<Guid[]>(1);
        }

        return places;
    }

    private static async Task<Guid[]> FindTips(TriageTransaction transaction, string lead, CancellationToken cancel)
    {
        await using var command = transaction.Command(TipsOf, lead, MostRead);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var tips = new List<Guid>();
        while (await rows.ReadAsync(cancel))
        {
            tips.Add(rows.GetGuid(0));
        }

        return [.. tips];
    }
}
