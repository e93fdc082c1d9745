namespace TipIntake.Triage;

/// <summary>Reckons again what leads are worth that changed, or whose neighbours did: a place that nobody else named may be named by others now.</summary>
internal sealed class PriceLeads(CurrentWeights weights)
{
    private const int MostLeads = 500;

    /// <summary>Whether eight or eighty others mention something changes nothing.</summary>
    private const int MostCounted = 8;

    private static readonly string Stale = $"select {LeadRows.Columns} from {LeadTable.QualifiedName} where stale order by id limit {MostLeads} for update skip locked";

    private static readonly string Counts = $"""
        select c.lead, c.kind, c.value,
               (select count(*) from (select from {ClueTable.QualifiedName} o where o.object = c.object and o.kind = c.kind and o.value = c.value limit {MostCounted}) counted)::int
        from {ClueTable.QualifiedName} c where c.lead = any($1)
        """;

    /// <summary>False when nothing was stale.</summary>
    public async Task<bool> Run(TriageTransaction transaction, CancellationToken cancel)
    {
        var stale = await Read(transaction, cancel);
        if (stale.Count == 0)
        {
            return false;
        }

        var clues = await Count(transaction, [.. stale.Select(row => row.Id)], cancel);
        await LeadRows.Store(transaction.Database, stale.Select(row => Price(row, [.. clues[row.Id]])), cancel);
        return true;
    }

    private LeadRow Price(LeadRow row, CountedClue[] clues)
    {
        if (row.Features is not { } features)
        {
            return row with { Stale = false };
        }

        var current = weights.Current;
        var points = Priority.Of(features, LeadContext.Of(clues), current);
        var score = points.Sum(point => point.Value);
        return row with { Points = [.. points], Score = score, Rank = QueueRank.Of(score, current.PerDayWaiting, row.OpenedAt, features.IsSafeguarding), Stale = false };
    }

    private static async Task<List<LeadRow>> Read(TriageTransaction transaction, CancellationToken cancel)
    {
        await using var command = transaction.Command(Stale);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<LeadRow>();
        while (await rows.ReadAsync(cancel))
        {
            found.Add(LeadRows.Read(rows));
        }

        return found;
    }

    private static async Task<ILookup<string, CountedClue>> Count(TriageTransaction transaction, string[] leads, CancellationToken cancel)
    {
        await using var command = transaction.Command(Counts, (object)leads);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<(string Lead, CountedClue Clue)>();
        while (await rows.ReadAsync(cancel))
        {
            found.Add((rows.GetString(0), new CountedClue(new Clue(Enum.Parse<ClueKind>(rows.GetString(1)), rows.GetString(2)), rows.GetInt32(3))));
        }

        return found.ToLookup(one => one.Lead, one => one.Clue, StringComparer.Ordinal);
    }
}
