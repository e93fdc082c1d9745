using Npgsql;

namespace TipIntake.Triage;

/// <summary>Reckons again what leads are worth that changed, or whose neighbours did: a place that nobody else named may be named by others now.</summary>
internal sealed class PriceLeads(CurrentWeights weights, PlacingMeter meter)
{
    private const int MostLeads = 500;

    /// <summary>Whether a hundred or a thousand others mention something changes nothing.</summary>
    private const int MostCounted = 100;

    private static readonly string Stale = $"select {LeadRows.Columns} from {LeadTable.QualifiedName} where stale order by id limit {MostLeads} for update skip locked";

    // A name that one text writes as a name may be any word in another, so both are counted.
    private static readonly string Counts = $"""
        with wanted as (
            select object, kind, value from {ClueTable.QualifiedName} where lead = any($1) and kind in ('Name', 'Word', 'Code')
            union select object, case kind when 'Name' then 'Word' else 'Name' end, value from {ClueTable.QualifiedName} where lead = any($1) and kind in ('Name', 'Word'))
        select w.object, w.kind, w.value, counted.leads, counted.tips
        from wanted w cross join lateral (
            select count(*)::int as leads, coalesce(sum(l.tips), 0)::int as tips
            from (select lead from {ClueTable.QualifiedName} c where c.object = w.object and c.kind = w.kind and c.value = w.value limit {MostCounted}) c
            join {LeadTable.QualifiedName} l on l.id = c.lead) counted
        """;

    // Of the kinds that LeadContext looks at.
    private const string CluesOf = $"select lead, kind, value from {ClueTable.QualifiedName} where lead = any($1) and kind in ('Name', 'Word', 'Code')";

    private const string TipsOf = $"select object, tips from {SuggestionStateTable.QualifiedName} where object = any($1)";

    /// <summary>False when nothing was stale.</summary>
    public async Task<bool> Run(TriageTransaction transaction, CancellationToken cancel)
    {
        var stale = await transaction.Read(Stale, LeadRows.Read, cancel);
        if (stale.Count == 0)
        {
            return false;
        }

        var ids = stale.Select(row => row.Id).ToArray();
        var clues = await ReadClues(transaction, ids, cancel);
        var counts = await Count(transaction, ids, cancel);
        var tips = await CountTips(transaction, [.. stale.Select(row => row.Object).Distinct(StringComparer.Ordinal)], cancel);
        var (_, current) = await weights.Read(transaction.Session, cancel);
        await LeadRows.Store(transaction.Database, stale.Select(row => Price(row, current, [.. clues[row.Id]], counts.GetValueOrDefault(row.Object) ?? [], tips.GetValueOrDefault(row.Object))), cancel);
        meter.Reckoned(stale.Count);
        return true;
    }

    private static LeadRow Price(LeadRow row, PriorityWeights current, List<Clue> clues, Dictionary<Clue, ClueCount> counts, int tipsOfObject)
    {
        if (row.Features is not { } features)
        {
            return row with { Stale = false };
        }

        var points = Priority.Of(features, LeadContext.Of(clues, counts, row.Tips, tipsOfObject), current);
        var score = Priority.Sum(points);
        return row with { Points = [.. points], Score = score, Rank = QueueRank.Of(score, current.PerDayWaiting, row.OpenedAt, features.Disclosure), Stale = false };
    }

    private static async Task<ILookup<string, Clue>> ReadClues(TriageTransaction transaction, string[] leads, CancellationToken cancel)
    {
        var found = await transaction.Read(CluesOf, row => (Lead: row.GetString(0), Clue: ClueOf(row, 1)), cancel, [leads]);
        return found.ToLookup(one => one.Lead, one => one.Clue, StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, Dictionary<Clue, ClueCount>>> Count(TriageTransaction transaction, string[] leads, CancellationToken cancel)
    {
        var found = await transaction.Read(Counts, row => (Object: row.GetString(0), Clue: ClueOf(row, 1), Count: new ClueCount(row.GetInt32(3), row.GetInt32(4))), cancel, [leads]);
        return found.GroupBy(one => one.Object, StringComparer.Ordinal).ToDictionary(ofObject => ofObject.Key, ofObject => ofObject.ToDictionary(one => one.Clue, one => one.Count), StringComparer.Ordinal);
    }

    private static async Task<Dictionary<string, int>> CountTips(TriageTransaction transaction, string[] objects, CancellationToken cancel)
    {
        var found = await transaction.Read(TipsOf, row => (Object: row.GetString(0), Tips: row.GetInt64(1)), cancel, [objects]);
        return found.ToDictionary(one => one.Object, one => (int)Math.Min(int.MaxValue, one.Tips), StringComparer.Ordinal);
    }

    private static Clue ClueOf(NpgsqlDataReader row, int kind) => new(Enum.Parse<ClueKind>(row.GetString(kind)), row.GetString(kind + 1));
}
