namespace TipIntake.Triage;

/// <summary>When senders come back and add something, their leads say so; a decided one is opened again.</summary>
internal static class NoteAdditions
{
    private const string LeadsOf = $"select distinct lead from {PlacementTable.QualifiedName} where tip = any($1) and lead is not null";

    public static async Task Run(TriageTransaction transaction, Guid[] tips, DateTimeOffset now, CancellationToken cancel)
    {
        if (tips.Length == 0)
        {
            return;
        }

        var rows = await LeadRows.Hold(transaction.Database, await transaction.Read(LeadsOf, row => row.GetString(0), cancel, tips), cancel);
        foreach (var row in rows.Values.Where(IsSettled))
        {
            transaction.Session.Events.Append(row.Id, new LeadReopened(["answer"], now));
        }

        await LeadRows.Store(transaction.Database, rows.Values.Select(row => row with { Answered = true, Status = IsSettled(row) ? LeadStatus.Open : row.Status, Decision = IsSettled(row) ? null : row.Decision }), cancel);
    }

    private static bool IsSettled(LeadRow row) => row.Status is LeadStatus.Decided or LeadStatus.InReview && row.Decision is not Decision.Safeguarding;
}
