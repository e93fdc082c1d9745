using Marten;
using Marten.Linq.MatchesSql;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>Neither what was decided nor what the lead is worth: the second look is a look of its own.</summary>
/// <param name="Third">Two have looked and disagree.</param>
internal sealed record LeadToReview(string Id, string Object, DateTimeOffset OpenedAt, int Tips, bool Third);

internal sealed record ListReviewsResponse(LeadToReview[] Leads);

/// <summary>What waits for a second or third look, without what a person has looked at already. In an order that says nothing.</summary>
internal sealed class ListReviews(IQuerySession session)
{
    private const int Most = 100;

    public static async Task<IResult> Handle(HttpContext context, ListReviews list) =>
        PersonalAnswer.Json(await list.Run(Person.Of(context), context.RequestAborted), TriageAnswersJson.Readable.ListReviewsResponse);

    /// <summary>Those of them that a person has decided about: somebody else has to look.</summary>
    public async Task<HashSet<string>> LookedAt(Person person, string[] leads, CancellationToken cancel) =>
        [.. (await session.LoadManyAsync<Lead>(cancel, leads)).Where(lead => lead.Looked.Contains(person.Member, StringComparer.Ordinal)).Select(lead => lead.Id)];

    public async Task<ListReviewsResponse> Run(Person person, CancellationToken cancel)
    {
        var leads = session.Query<Lead>().Where(lead => lead.Status == LeadStatus.InReview && lead.MatchesSql("not jsonb_exists(coalesce(d.data -> 'looked', '[]'::jsonb), ?)", person.Member));
        if (await session.Within(person.Scope, cancel) is { } objects)
        {
            leads = leads.Where(lead => lead.Object.IsOneOf(objects));
        }

        var found = await leads.OrderBy(lead => lead.Id).Take(Most).ToListAsync(cancel);
        return new ListReviewsResponse([.. found
            .OrderBy(lead => ReviewRules.Draw(lead.Id, int.MaxValue))
            .Select(lead => new LeadToReview(lead.Id, lead.Object, lead.OpenedAt, lead.Tips, lead.Disagreement is not null))]);
    }
}
