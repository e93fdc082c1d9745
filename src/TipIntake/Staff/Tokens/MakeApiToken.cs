using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Label">What it is for. At most 60 characters.</param>
/// <param name="Roles">Which of your own roles it has; never administrator.</param>
/// <param name="Days">How long it is good: 1 to 366.</param>
internal sealed record MakeApiTokenRequest(string? Label, string[]? Roles, int? Days);

/// <param name="Token">For the header Authorization, behind "Bearer ". Shown only now.</param>
internal sealed record MakeApiTokenResponse(string Token, DateTimeOffset ExpiresAt);

internal sealed class MakeApiTokenValidator : AbstractValidator<MakeApiTokenRequest>
{
    public MakeApiTokenValidator()
    {
        RuleFor(r => r.Label).IsGiven().AtMost(AddPasskey.LongestLabel, "value-too-long");
        RuleFor(r => r.Roles).Must(roles => roles is { Length: > 0 } && Array.TrueForAll(roles, role => StaffRoles.Find(role) is not (null or StaffRole.Administrator))).WithErrorCode("value-unknown");
        RuleFor(r => r.Days).Must(days => days is >= 1 and <= ApiToken.LongestDays).WithErrorCode("token-days");
    }
}

/// <summary>A person makes a token for a script of theirs.</summary>
internal sealed class MakeApiToken(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private const int MostTokens = 20;
    private static readonly MakeApiTokenValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, MakeApiToken make)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.MakeApiTokenRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await make.Run(Person.Of(context), body.Value.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, StaffAnswersJson.Readable.MakeApiTokenResponse, StatusCodes.Status201Created);
    }

    public async Task<Outcome<MakeApiTokenResponse>> Run(Person person, MakeApiTokenRequest sent, CancellationToken cancel)
    {
        var request = sent with { Label = sent.Label is { } label ? HostileText.Clean(label).Text : null };
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var now = clock.GetUtcNow();
        var roles = request.Roles!.Select(role => StaffRoles.Find(role)!.Value).Distinct().Order().ToArray();
        if (!Array.TrueForAll(roles, person.Is) || await session.Query<ApiToken>().CountAsync(token => token.MemberId == person.Id && token.RevokedAt == null, cancel) >= MostTokens)
        {
            return Refusals.NotAllowed;
        }

        var secret = ApiToken.MakeSecret();
        var made = new ApiToken { Id = ApiToken.IdOf(secret), MemberId = person.Id, Label = request.Label!, Roles = roles, MadeAt = now, ExpiresAt = now.AddDays(request.Days!.Value) };
        session.Insert(made);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.TokenMade, $"token:{made.Shown}", Details: [new("roles", string.Join(',', roles.Select(role => role.Name()))), new("days", $"{request.Days}")]));
        await session.SaveChangesAsync(cancel);
        return new MakeApiTokenResponse(secret, made.ExpiresAt);
    }
}
