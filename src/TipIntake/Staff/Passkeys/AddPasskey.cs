using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Identity;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Credential">What the browser's navigator.credentials.create gave, as JSON in a string.</param>
/// <param name="Label">What its owner calls the passkey. At most 60 characters.</param>
internal sealed record AddPasskeyRequest(string? Credential, string? Label);

internal sealed class AddPasskeyValidator : AbstractValidator<AddPasskeyRequest>
{
    public AddPasskeyValidator() => RuleFor(r => r.Credential).IsCredential();
}

/// <summary>A person adds another passkey, so that one lost key does not shut them out.</summary>
internal sealed class AddPasskey(SignInManager<StaffMember> identity, IDocumentSession session, AuditTrail audit)
{
    private static readonly AddPasskeyValidator Validator = new();

    public const int MostPasskeys = 10;
    public const int LongestLabel = 60;

    public static async Task<IResult> HandleOptions(HttpContext context, AddPasskey add) =>
        await add.Ask(Person.Of(context), context.RequestAborted) is { } options ? PersonalAnswer.Json(options, StaffAnswersJson.Readable.PasskeyOptions) : Refusals.StaffUnknown.ToProblem();

    public static async Task<IResult> Handle(HttpContext context, AddPasskey add)
    {
        var body = await StrictJson.Read(context, StaffRequestsJson.Default.AddPasskeyRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        if (Validator.Validate(body.Value.Value) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults).ToProblem();
        }

        return await add.Run(Person.Of(context), body.Value.Value, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();
    }

    public async Task<PasskeyOptions?> Ask(Person person, CancellationToken cancel) =>
        await session.LoadAsync<StaffMember>(person.Id, cancel) is { } member ? await OptionsFor(identity, member) : null;

    public async Task<Refusal?> Run(Person person, AddPasskeyRequest request, CancellationToken cancel)
    {
        var made = await Passkeys.Attest(identity, request.Credential);
        if (made is not { Succeeded: true, Passkey: { } passkey } || made.UserEntity?.Id != person.Id.ToString()
            || await session.LoadAsync<StaffMember>(person.Id, cancel) is not { Passkeys.Length: < MostPasskeys, Provider: null } member)
        {
            return Refusals.PasskeyRefused;
        }

        session.Store(member with { Passkeys = [.. member.Passkeys, StaffAccounts.FromInfo(passkey, Clean(request.Label))] });
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.PasskeyAdded, person.Actor));
        await session.SaveChangesAsync(cancel);
        return null;
    }

    public static async Task<PasskeyOptions> OptionsFor(SignInManager<StaffMember> identity, StaffMember member) =>
        new(await identity.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = member.Id.ToString(), Name = member.Name, DisplayName = member.Name }));

    /// <summary>A name for its owner's eyes only; what does not fit is cut.</summary>
    public static string? Clean(string? label) =>
        label is null || HostileText.Clean(label).Text is not { Length: > 0 } clean ? null : clean[..Math.Min(clean.Length, LongestLabel)];
}
