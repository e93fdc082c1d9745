namespace TipIntake.Triage;

/// <summary>Privacy: when tips were withdrawn, what was made of their words goes, too. That there were tips stays, for the counts.</summary>
internal static class EmptyLeads
{
    private const string PlaceOf = $"select lead, array_agg(tip) from {PlacementTable.QualifiedName} where tip = any($1) and lead is not null group by lead";

    public static async Task Run(TriageTransaction transaction, Guid[] withdrawn, CancellationToken cancel)
    {
        if (withdrawn.Length == 0)
        {
            return;
        }

        var places = await transaction.Read(PlaceOf, row => (Lead: row.GetString(0), Tips: row.GetFieldValue<Guid[]>(1)), cancel, withdrawn);
        var gone = places.ToDictionary(place => place.Lead, place => place.Tips, StringComparer.Ordinal);
        var rows = await LeadRows.Hold(transaction.Database, gone.Keys, cancel);
        foreach (var (id, row) in rows)
        {
            transaction.Session.Events.Append(id, new TipsLeft(gone[id], LeavingReason.Withdrawn));
            // One that was erased by age has nothing left that could be made again, and stays counted.
            if (row.Status == LeadStatus.Erased)
            {
                continue;
            }

            await LeadContents.Remake(transaction, row with { Tips = row.Tips - gone[id].Length }, cancel);
        }

        await SuggestHypotheses.Note(transaction, [.. rows.Values.Select(row => (row.Object, -gone[row.Id].Length))], cancel);
    }
}
