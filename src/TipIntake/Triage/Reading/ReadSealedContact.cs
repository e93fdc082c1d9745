using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Reason">Why: child-in-danger, follow-up-question, witness-statement, court-order or sender-asked.</param>
internal sealed record ReadSealedContactRequest(string? Reason);

internal sealed class ReadSealedContactValidator : AbstractValidator<ReadSealedContactRequest>
{
    public ReadSealedContactValidator() => RuleFor(r => r.Reason).IsGiven().IsOneOf(OpenContactValidator.Reasons, "value-unknown");
}

/// <param name="Envelope">The contact as it is kept: sealed, base64. It opens with <c>contacts open</c> where the private key is, never here.</param>
internal sealed record ReadSealedContactResponse(Guid Tip, byte[] Envelope);

/// <summary>A reviewer takes a sealed contact to whoever holds the key. It takes their passkey once more, a reason, and an entry in the trail.</summary>
internal sealed class ReadSealedContact(IDocumentSession session, AuditTrail audit)
{
    private static readonly ReadSealedContactValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, Guid id, ReadSealedContact read)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.ReadSealedContactRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await read.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.ReadSealedContactResponse);
    }

    public async Task<Outcome<ReadSealedContactResponse>> Run(Person person, Guid id, ReadSealedContactRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        if (await session.TipWithin(person.Scope, id, cancel) is not { } tip || await session.LoadAsync<SenderContact>(id, cancel) is not { } contact)
        {
            return Refusals.NotFound;
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.ContactRead, $"tip:{id}", request.Reason, [new("object", tip.Object)]));
        await session.SaveChangesAsync(cancel);
        return new ReadSealedContactResponse(id, contact.Envelope);
    }
}
