using Marten;
using Marten.Patching;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

internal sealed record ApiTokenView(string Id, string Label, string[] Roles, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateOnly? UsedOn);

internal sealed record ListApiTokensResponse(ApiTokenView[] Tokens);

/// <summary>A person looks at their tokens and takes them back.</summary>
internal sealed class OwnApiTokens(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    public static async Task<IResult> HandleList(HttpContext context, OwnApiTokens own) =>
        PersonalAnswer.Json(new ListApiTokensResponse(await own.List(Person.Of(context), context.RequestAborted)), StaffAnswersJson.Readable.ListApiTokensResponse);

    public static async Task<IResult> HandleRevoke(HttpContext context, string id, OwnApiTokens own) =>
        await own.Revoke(Person.Of(context), id, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();

    public async Task<ApiTokenView[]> List(Person person, CancellationToken cancel)
    {
        var tokens = await session.Query<ApiToken>().Where(token => token.MemberId == person.Id && token.RevokedAt == null).OrderBy(token => token.MadeAt).ToListAsync(cancel);
        return [.. tokens.Select(token => new ApiTokenView(token.Shown, token.Label, [.. token.Roles.Select(role => role.Name())], token.MadeAt, token.ExpiresAt, token.UsedOn))];
    }

    public async Task<Refusal?> Revoke(Person person, string shown, CancellationToken cancel)
    {
        if (shown.Length != ApiToken.ShownDigits
            || await session.Query<ApiToken>().FirstOrDefaultAsync(token => token.MemberId == person.Id && token.RevokedAt == null && token.Id.StartsWith(shown), cancel) is not { } known)
        {
            return Refusals.NotFound;
        }

        session.Patch<ApiToken>(known.Id).Set(token => token.RevokedAt, clock.GetUtcNow());
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.TokenRevoked, $"token:{known.Shown}"));
        await session.SaveChangesAsync(cancel);
        return null;
    }
}
