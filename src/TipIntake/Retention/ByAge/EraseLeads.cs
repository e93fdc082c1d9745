using TipIntake.Statistics;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <summary>Empties whole leads, whose rows the transaction holds. They stay, and stay counted as they are; nothing is left of what anybody said.</summary>
internal static class EraseLeads
{
    private static readonly string Empty = EmptyTips.Sql($"select p.tip from {PlacementTable.QualifiedName} p where p.lead = any($3)");

    /// <returns>How many tips were emptied.</returns>
    public static async Task<int> Run(TriageTransaction transaction, IReadOnlyCollection<(LeadRow Row, string Rule)> leads, DateTimeOffset now, CancellationToken cancel)
    {
        string[] ids = [.. leads.Select(lead => lead.Row.Id)];
        await KeepCounted.Run(transaction, ids, cancel);
        var emptied = await transaction.Read(Empty, row => row.GetGuid(0), cancel, EmptyTips.Moment(now), nameof(ErasureCause.Aged), ids);
        foreach (var (row, rule) in leads)
        {
            transaction.Session.Events.Append(row.Id, new LeadErased(row.Tips, rule, now));
        }

        await LeadContents.Forget(transaction, [.. leads.Select(lead => lead.Row)], cancel);
        return emptied.Count;
    }
}
