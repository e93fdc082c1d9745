using TipIntake.Statistics;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <summary>Empties whole leads, whose rows the transaction holds. They stay, and stay counted as they are; nothing is left of what anybody said.</summary>
internal static class EraseLeads
{
    private const string TipsOf = $"select p.tip from {PlacementTable.QualifiedName} p where p.lead = any($3)";

    /// <returns>How many tips were emptied.</returns>
    public static async Task<int> Run(TriageTransaction transaction, IReadOnlyCollection<(LeadRow Row, string Rule)> leads, DateTimeOffset now, CancellationToken cancel)
    {
        string[] ids = [.. leads.Select(lead => lead.Row.Id)];
        var emptied = await transaction.Empty(TipsOf, ids, ErasureCause.Aged, now, cancel);
        await KeepCounted.Run(transaction, emptied, cancel);
        foreach (var (row, rule) in leads)
        {
            transaction.Session.Events.Append(row.Id, new LeadErased(row.Tips, rule, now));
        }

        await LeadContents.Forget(transaction, [.. leads.Select(lead => lead.Row)], cancel);
        return emptied.Length;
    }
}
