using System.Globalization;
using FluentValidation;
using Marten;
using Marten.Exceptions;
using Npgsql;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Reference">Left out: the next free one of this year.</param>
internal sealed record DraftObjectRequest(string? Reference, SentTexts? Texts);

internal sealed class DraftObjectValidator : AbstractValidator<DraftObjectRequest>
{
    public DraftObjectValidator()
    {
        RuleFor(r => r.Reference).Must(reference => reference is null || ObjectReference.IsValid(reference)).WithErrorCode("value-not-acceptable");
        RuleFor(r => r.Texts).NotNull().WithErrorCode("value-missing");
        RuleFor(r => r.Texts!).SetValidator(new SentTextsValidator()).WithErrorCode("value-not-acceptable").When(r => r.Texts is not null);
    }
}

/// <summary>An editor begins a new object.</summary>
internal sealed class DraftObject(IDocumentStore store, AuditTrail audit, TimeProvider clock)
{
    private const int MostTries = 5;

    private readonly DraftObjectValidator validator = new();

    public static async Task<IResult> Handle(HttpContext context, DraftObject draft)
    {
        var body = await StrictJson.Read(context, CatalogueRequestsJson.Default.DraftObjectRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : ObjectDesk.Answer(await draft.Run(Person.Of(context), body.Value.Value, context.RequestAborted), StatusCodes.Status201Created);
    }

    public async Task<Outcome<ActOnObjectResponse>> Run(Person person, DraftObjectRequest sent, CancellationToken cancel)
    {
        var request = sent with { Texts = sent.Texts?.Cleaned() };
        if (validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        // Two who begin at the same moment are given the same number; the slower one asks again.
        for (var tries = 0; ; tries++)
        {
            var outcome = await Begin(person, request.Reference, request.Texts!.ToTexts(), cancel);
            if (outcome.Refusal != Refusals.ReferenceTaken || request.Reference is not null || tries == MostTries)
            {
                return outcome;
            }
        }
    }

    private async Task<Outcome<ActOnObjectResponse>> Begin(Person person, string? given, ObjectTexts texts, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        if ((given ?? await NextFree(session, cancel)) is not { } reference)
        {
            return Refusals.ReferenceTaken;
        }

        // Else somebody could begin what they may not see.
        if (!person.Scope.Covers(reference, texts.Regions))
        {
            return Refusals.NotAllowed;
        }

        var decided = ObjectDecisions.Draft(await session.LoadAsync<TracedObject>(reference, cancel), reference, texts, ObjectDesk.By(person));
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }

        session.Events.StartStream<TracedObject>(reference, decided.Value);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.ObjectDrafted, $"object:{reference}"));
        try
        {
            await session.SaveChangesAsync(cancel);
            return new ActOnObjectResponse(reference, decided.Value.Length, ObjectStatus.Draft);
        }
        catch (Exception fault) when (IsTaken(fault))
        {
            return Refusals.ReferenceTaken;
        }
    }

    private static bool IsTaken(Exception fault) =>
        fault is JasperFx.Events.ExistingStreamIdCollisionException or Marten.Exceptions.ExistingStreamIdCollisionException || ObjectDesk.IsRace(fault) || fault is MartenCommandException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } };

    private async Task<string?> NextFree(IDocumentSession session, CancellationToken cancel)
    {
        var year = string.Create(CultureInfo.InvariantCulture, $"OBJ-{clock.GetUtcNow().Year}-");
        var last = await session.Query<TracedObject>().Where(o => o.Id.StartsWith(year)).OrderByDescending(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync(cancel);
        var next = last is null ? 1 : int.Parse(last.AsSpan(year.Length), NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        return next > 9_999 ? null : string.Create(CultureInfo.InvariantCulture, $"{year}{next:D4}");
    }
}
