using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <param name="Until">When the claim ends unless it is renewed.</param>
internal sealed record ClaimLeadResponse(string Lead, DateTimeOffset Until);

/// <summary>A reviewer takes a lead, keeps it while they work on it, gives it back.</summary>
internal sealed class ClaimLead(IDocumentSession session, LeadClaims claims, AuditTrail audit)
{
    public static async Task<IResult> Handle(HttpContext context, string id, ClaimLead claim)
    {
        var outcome = await claim.Run(Person.Of(context), id, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.ClaimLeadResponse);
    }

    public static async Task<IResult> HandleRelease(HttpContext context, string id, ClaimLead claim)
    {
        await claim.Release(Person.Of(context), id, context.RequestAborted);
        return PersonalAnswer.Empty();
    }

    public async Task<Outcome<ClaimLeadResponse>> Run(Person person, string id, CancellationToken cancel)
    {
        if (await session.LeadWithin(person.Scope, id, cancel) is not { } lead)
        {
            return Refusals.NotFound;
        }

        var isRenewed = await claims.Find(id, cancel) == person.Id;
        if (await claims.Claim(id, person.Id, cancel) is not { } until)
        {
            return Refusals.LeadClaimed;
        }

        if (isRenewed)
        {
            // An open page does so all the time; the trail has when it began.
            return new ClaimLeadResponse(id, until);
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.LeadClaimed, $"lead:{id}", Details: [new("object", lead.Object)]));
        await session.SaveChangesAsync(cancel);
        return new ClaimLeadResponse(id, until);
    }

    public Task Release(Person person, string id, CancellationToken cancel) => claims.Release(id, person.Id, cancel);
}

internal static class LeadsWithin
{
    /// <summary>Null for a lead outside the scope as for one that does not exist.</summary>
    public static async Task<Lead?> LeadWithin(this IQuerySession session, Scope scope, string id, CancellationToken cancel) =>
        await session.LoadAsync<Lead>(id, cancel) is { } lead && await session.Covers(scope, lead.Object, cancel) ? lead : null;
}
