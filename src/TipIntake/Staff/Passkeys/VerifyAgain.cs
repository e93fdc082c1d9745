using Marten;
using Marten.Patching;
using Microsoft.AspNetCore.Identity;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>A person who is signed in shows their passkey once more, before something that matters.</summary>
internal sealed class VerifyAgain(SignInManager<StaffMember> identity, IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private static readonly PasskeyValidator Validator = new();

    public static async Task<IResult> HandleOptions(HttpContext context, VerifyAgain verify) =>
        await verify.Ask(Person.Of(context), context.RequestAborted) is { } options ? PersonalAnswer.Json(options, StaffAnswersJson.Readable.PasskeyOptions) : Refusals.StaffUnknown.ToProblem();

    public static async Task<IResult> Handle(HttpContext context, VerifyAgain verify)
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

        return await verify.Run(Person.Of(context), body.Value.Value.Credential, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();
    }

    public async Task<PasskeyOptions?> Ask(Person person, CancellationToken cancel) =>
        await session.LoadAsync<StaffMember>(person.Id, cancel) is { } member ? new PasskeyOptions(await identity.MakePasskeyRequestOptionsAsync(member)) : null;

    public async Task<Refusal?> Run(Person person, string? credential, CancellationToken cancel)
    {
        var shown = await Passkeys.Assert(identity, credential);
        if (shown is not { Succeeded: true, User: { } found, Passkey: { } passkey } || found.Id != person.Id || person.Session is not { } signedIn)
        {
            return Refusals.SignInRefused;
        }

        session.Store(found with { Passkeys = Passkeys.Updated(found, passkey) });
        session.Patch<StaffSession>(signedIn).Set(s => s.VerifiedAt, clock.GetUtcNow());
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.VerifiedAgain, person.Actor));
        await session.SaveChangesAsync(cancel);
        return null;
    }
}
