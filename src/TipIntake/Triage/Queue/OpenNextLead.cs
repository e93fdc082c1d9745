using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>Takes the first lead of a list that nobody works on.</summary>
internal sealed class OpenNextLead(ListLeads list, RecordSearch search, ListReviews reviews, ClaimLead claim)
{
    /// <summary>Whoever has passed over so many should choose by themselves.</summary>
    private const int MostPages = 8;

    /// <param name="passed">How many free leads the person has left lying, and does not want now.</param>
    /// <returns>The lead's id; null when there is none.</returns>
    public async Task<string?> Run(Person person, QueueFilter filter, int passed, string? except, CancellationToken cancel)
    {
        if (await search.Run(person, filter, cancel) is not null)
        {
            return null;
        }

        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var outcome = await list.Find(person, filter, cursor, cancel);
            if (outcome.IsRefused)
            {
                return null;
            }

            var looked = filter.Status == LeadStatus.InReview ? await reviews.LookedAt(person, [.. outcome.Value.Leads.Select(lead => lead.Id)], cancel) : [];
            foreach (var lead in outcome.Value.Leads.Where(lead => IsFree(lead, person) && lead.Id != except && !looked.Contains(lead.Id)))
            {
                // Somebody may be quicker: then it is the one after it.
                if (passed-- <= 0 && !(await claim.Run(person, lead.Id, cancel)).IsRefused)
                {
                    return lead.Id;
                }
            }

            if (outcome.Value.Next is not { } next)
            {
                return null;
            }

            cursor = next;
        }

        return null;
    }

    private static bool IsFree(QueuedLead lead, Person person) => lead.Status is LeadStatus.Open or LeadStatus.InReview && (lead.ClaimedBy is null || lead.ClaimedBy == person.Id);
}
