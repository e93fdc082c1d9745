using FluentValidation;
using JasperFx;
using Marten;
using TipIntake.Audit;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <param name="Of">An object's reference, or a lead's id.</param>
/// <param name="Reason">court, investigation or complaint.</param>
/// <param name="File">The number under which your files have it.</param>
internal sealed record PlaceHoldRequest(string? Of, string? Reason, string? File);

internal sealed class PlaceHoldValidator : AbstractValidator<PlaceHoldRequest>
{
    public PlaceHoldValidator()
    {
        RuleFor(r => r.Of).IsGiven();
        RuleFor(r => r.Reason).IsGiven("reason-missing").IsOneOf(LegalHold.Reasons, "value-unknown");
        RuleFor(r => r.File).Cascade(CascadeMode.Stop).IsGiven().Must(file => FileNumber.IsAcceptable(file!.Trim())).WithErrorCode("value-not-acceptable");
    }
}

/// <summary>Places and lifts legal holds. One person is enough to keep something; nobody lifts their own, so that nothing is erased because of one person alone.</summary>
internal sealed class HoldRecords(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    private static readonly PlaceHoldValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, HoldRecords hold)
    {
        var body = await StrictJson.Read(context, RetentionRequestsJson.Default.PlaceHoldRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await hold.Place(Person.Of(context), body.Value.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, RetentionAnswersJson.Default.LegalHold, StatusCodes.Status201Created);
    }

    public static async Task<IResult> HandleLift(HttpContext context, string id, HoldRecords hold)
    {
        var outcome = await hold.Lift(Person.Of(context), id, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Empty();
    }

    public async Task<Outcome<LegalHold>> Place(Person person, PlaceHoldRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var of = request.Of!.Trim();
        if (await ObjectOf(of, cancel) is not { } reference || !await session.Covers(person.Scope, reference, cancel))
        {
            return Refusals.NotFound;
        }

        // Held already: the first hold stays, with whoever placed it.
        if (await session.LoadAsync<LegalHold>(of, cancel) is { } standing)
        {
            return standing;
        }

        var hold = new LegalHold { Id = of, Reason = request.Reason!, File = request.File!.Trim(), PlacedBy = person.Member, PlacedAt = clock.GetUtcNow() };
        session.Insert(hold);
        // After it: Marten takes the first row that comes back for the answer of the insert, and would not see that another hold stands there already.
        session.QueueSqlCommand(LegalHold.WaitForErasing);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.HoldPlaced, SubjectOf(of), hold.Reason));
        try
        {
            await session.SaveChangesAsync(cancel);
            return hold;
        }
        catch (DocumentAlreadyExistsException)
        {
            // Somebody else placed it meanwhile; theirs is found now.
            session.EjectAllPendingChanges();
            return await Place(person, request, cancel);
        }
    }

    public async Task<Outcome<LegalHold>> Lift(Person person, string id, CancellationToken cancel)
    {
        if (await session.LoadAsync<LegalHold>(id, cancel) is not { } hold)
        {
            return Refusals.NotFound;
        }

        if (hold.PlacedBy == person.Member)
        {
            return Refusals.SecondPersonNeeded;
        }

        session.Delete(hold);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.HoldLifted, SubjectOf(id), hold.Reason));
        await session.SaveChangesAsync(cancel);
        return hold;
    }

    private async Task<string?> ObjectOf(string id, CancellationToken cancel) =>
        await session.LoadAsync<TracedObject>(id, cancel) is { } known ? known.Id
        : await session.LoadAsync<Lead>(id, cancel) is { } lead ? lead.Object
        : null;

    private static string SubjectOf(string id) => Lead.ObjectOf(id) is null ? $"object:{id}" : $"lead:{id}";
}
