using FluentValidation;
using JasperFx;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Credential">What the browser's navigator.credentials gave, as JSON in a string.</param>
internal sealed record PasskeyRequest(string? Credential);

internal sealed class PasskeyValidator : AbstractValidator<PasskeyRequest>
{
    public PasskeyValidator() => RuleFor(r => r.Credential).IsCredential();
}

/// <param name="Options">For the browser's navigator.credentials, as JSON in a string.</param>
internal sealed record PasskeyOptions(string Options);

/// <summary>A person shows their passkey and comes in.</summary>
internal sealed class SignIn(SignInManager<StaffMember> identity, IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private static readonly PasskeyValidator Validator = new();
    private const int MostFailures = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public static async Task<IResult> HandleOptions(SignIn signIn) =>
        PersonalAnswer.Json(await signIn.Ask(), StaffAnswersJson.Readable.PasskeyOptions);

    public static async Task<IResult> Handle(HttpContext context, SignIn signIn)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.PasskeyRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        if (Validator.Validate(body.Value.Value) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults).ToProblem();
        }

        var outcome = await signIn.Run(body.Value.Value.Credential, context.RequestAborted);
        if (outcome.IsRefused)
        {
            return outcome.Refusal.ToProblem();
        }

        await context.SignInAsync(StaffSchemes.Session, outcome.Value.ToPrincipal(StaffSchemes.Session));
        return PersonalAnswer.Empty();
    }

    public async Task<PasskeyOptions> Ask() => new(await identity.MakePasskeyRequestOptionsAsync(null));

    /// <summary>Whatever the reason, a refusal looks the same: nobody outside learns who works here.</summary>
    public async Task<Outcome<Person>> Run(string? credential, CancellationToken cancel)
    {
        var shown = await Passkeys.Assert(identity, credential);
        if (shown is not { Succeeded: true, User: { } found, Passkey: { } passkey })
        {
            await CountFailure(credential, cancel);
            return Refusals.SignInRefused;
        }

        var now = clock.GetUtcNow();
        var actor = $"staff:{found.Id}";
        if (found.Obstacle(now) is { } obstacle)
        {
            audit.Record(session, new AuditEntry(actor, AuditActs.SignInRefused, actor, obstacle.ToString()));
            await session.SaveChangesAsync(cancel);
            return Refusals.SignInRefused;
        }

        session.Store(found with { FailedSignIns = 0, LockedUntil = null, Passkeys = Passkeys.Updated(found, passkey) });
        await session.SaveChangesAsync(cancel);
        return new Person(found.Id, found.Roles, found.Scope, now);
    }

    private async Task CountFailure(string? credential, CancellationToken cancel)
    {
        if (Passkeys.IdIn(credential) is not { } id
            || await session.Query<StaffMember>().FirstOrDefaultAsync(member => member.Passkeys.Any(passkey => passkey.Id == id), cancel) is not { } member)
        {
            return;
        }

        var failures = member.FailedSignIns + 1;
        var locked = failures % MostFailures == 0;
        var actor = $"staff:{member.Id}";
        session.Store(member with { FailedSignIns = failures, LockedUntil = locked ? clock.GetUtcNow() + LockedFor : member.LockedUntil });
        audit.Record(session, new AuditEntry(actor, locked ? AuditActs.LockedOut : AuditActs.SignInRefused, actor, "passkey"));
        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (ConcurrencyException)
        {
            // Two failures at once count as one; the answer to both is no.
        }
    }
}
