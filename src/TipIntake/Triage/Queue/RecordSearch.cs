using System.Globalization;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>Whoever searches learns what senders wrote, also without opening a lead: it counts as one reading and stands in the trail before anything is found.</summary>
internal sealed class RecordSearch(IDocumentSession session, ReadBudget budget)
{
    /// <summary>Null: it may go on, or nothing is searched for.</summary>
    public async Task<Refusal?> Run(Person person, QueueFilter filter, CancellationToken cancel)
    {
        if (filter.Search is null)
        {
            return null;
        }

        var counts = await budget.Count(session, person.Id, cancel);
        if (!budget.Allows(counts))
        {
            return Refusals.ReadBudgetSpent;
        }

        // Privacy: how many words, never which.
        var words = SearchWords.Of(filter.Search).Length.ToString(CultureInfo.InvariantCulture);
        budget.Record(session, counts, person, new Reading(AuditActs.TriageSearched, filter.Object is { } reference ? $"object:{reference}" : "queue"), new AuditDetail("words", words));
        await session.SaveChangesAsync(cancel);
        return null;
    }
}
