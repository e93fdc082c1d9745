using FluentValidation;
using JasperFx;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Code">What stands behind the # of the invitation's link.</param>
internal sealed record EnrolOptionsRequest(string? Code);

/// <param name="Code">What stands behind the # of the invitation's link.</param>
/// <param name="Credential">What the browser's navigator.credentials.create gave, as JSON in a string.</param>
/// <param name="Label">What its owner calls the passkey. At most 60 characters.</param>
internal sealed record EnrolRequest(string? Code, string? Credential, string? Label);

internal sealed class EnrolOptionsValidator : AbstractValidator<EnrolOptionsRequest>
{
    public EnrolOptionsValidator() => RuleFor(r => r.Code).IsGiven().AtMost(Invitation.LongestCode, "value-too-long");
}

internal sealed class EnrolValidator : AbstractValidator<EnrolRequest>
{
    public EnrolValidator()
    {
        RuleFor(r => r.Code).IsGiven().AtMost(Invitation.LongestCode, "value-too-long");
        RuleFor(r => r.Credential).IsCredential();
    }
}

/// <summary>Somebody who was invited brings their first passkey and comes in.</summary>
internal sealed class Enrol(SignInManager<StaffMember> identity, IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private static readonly EnrolOptionsValidator OptionsValidator = new();
    private static readonly EnrolValidator Validator = new();

    public static async Task<IResult> HandleOptions(HttpContext context, Enrol enrol)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.EnrolOptionsRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        if (OptionsValidator.Validate(body.Value.Value) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults).ToProblem();
        }

        return await enrol.Ask(body.Value.Value.Code, context.RequestAborted) is { } options ? PersonalAnswer.Json(options, StaffAnswersJson.Readable.PasskeyOptions) : Refusals.InvitationUnknown.ToProblem();
    }

    public static async Task<IResult> Handle(HttpContext context, Enrol enrol)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.EnrolRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        if (Validator.Validate(body.Value.Value) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults).ToProblem();
        }

        var outcome = await enrol.Run(body.Value.Value, context.RequestAborted);
        if (outcome.IsRefused)
        {
            return outcome.Refusal.ToProblem();
        }

        await context.SignInAsync(StaffSchemes.Session, outcome.Value.ToPrincipal(StaffSchemes.Session));
        return PersonalAnswer.Empty();
    }

    public async Task<PasskeyOptions?> Ask(string? code, CancellationToken cancel) =>
        await Find(code, cancel) is { } invited ? await AddPasskey.OptionsFor(identity, invited.Member) : null;

    public async Task<Outcome<Person>> Run(EnrolRequest request, CancellationToken cancel)
    {
        if (await Find(request.Code, cancel) is not { } invited)
        {
            return Refusals.InvitationUnknown;
        }

        var made = await Passkeys.Attest(identity, request.Credential);
        if (made is not { Succeeded: true, Passkey: { } passkey } || made.UserEntity?.Id != invited.Member.Id.ToString())
        {
            return Refusals.PasskeyRefused;
        }

        var now = clock.GetUtcNow();
        var actor = $"staff:{invited.Member.Id}";
        session.Store(invited.Invitation with { UsedAt = now });
        session.Store(invited.Member with { Passkeys = [.. invited.Member.Passkeys, StaffAccounts.FromInfo(passkey, AddPasskey.Clean(request.Label))], FailedSignIns = 0, LockedUntil = null });
        audit.Record(session, new AuditEntry(actor, AuditActs.StaffEnrolled, actor));

        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (ConcurrencyException)
        {
            // Two browsers with one link: one of them was first.
            return Refusals.InvitationUnknown;
        }

        return new Person(invited.Member.Id, invited.Member.Roles, invited.Member.Scope, now);
    }

    private async Task<Invited?> Find(string? code, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return code is not null
            && await session.LoadAsync<Invitation>(Invitation.IdOf(code), cancel) is { } invitation && invitation.IsOpen(now)
            && await session.LoadAsync<StaffMember>(invitation.MemberId, cancel) is { } member && member.Obstacle(now) is null or SignInObstacle.Locked
            ? new Invited(invitation, member)
            : null;
    }

    private sealed record Invited(Invitation Invitation, StaffMember Member);
}
