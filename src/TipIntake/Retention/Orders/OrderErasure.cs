using FluentValidation;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <param name="Tip">The tip's id, as its page has it.</param>
/// <param name="Reason">court, data-protection-authority, person-concerned or other-law.</param>
/// <param name="File">The number under which your files have the paper.</param>
internal sealed record OrderErasureRequest(Guid? Tip, string? Reason, string? File);

internal sealed class OrderErasureValidator : AbstractValidator<OrderErasureRequest>
{
    public OrderErasureValidator()
    {
        RuleFor(r => r.Tip).NotNull().WithErrorCode("value-missing");
        RuleFor(r => r.Reason).IsGiven("reason-missing").IsOneOf(ErasureOrder.Reasons, "value-unknown");
        RuleFor(r => r.File).Cascade(CascadeMode.Stop).IsGiven().Must(file => FileNumber.IsAcceptable(file!.Trim())).WithErrorCode("value-not-acceptable");
    }
}

/// <summary>A reviewer brings an authority's order; an administrator carries it out. The tip is emptied in the transaction of the approval, as if its sender had taken it back.</summary>
internal sealed class OrderErasure(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, TimeProvider clock)
{
    private static readonly OrderErasureValidator Validator = new();

    // A lead that is held cannot be told from the tip's own row, so its placement is asked.
    private const string Held = $"""
        select exists (select from {LegalHold.QualifiedName} h where h.id = $2 or h.id in (select p.lead from {PlacementTable.QualifiedName} p where p.tip = $1))
        """;

    public static async Task<IResult> Handle(HttpContext context, OrderErasure order)
    {
        var body = await StrictJson.Read(context, RetentionRequestsJson.Default.OrderErasureRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : Answer(await order.Propose(Person.Of(context), body.Value.Value, context.RequestAborted), StatusCodes.Status201Created);
    }

    public static async Task<IResult> HandleApproval(HttpContext context, Guid id, OrderErasure order) => Answer(await order.Approve(Person.Of(context), id, context.RequestAborted));

    public static async Task<IResult> HandleRefusal(HttpContext context, Guid id, OrderErasure order) => Answer(await order.Decline(Person.Of(context), id, context.RequestAborted));

    public async Task<Outcome<ErasureOrder>> Propose(Person person, OrderErasureRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        await using var session = store.LightweightSession();
        if (await session.TipWithin(person.Scope, request.Tip!.Value, cancel) is not { IsWithdrawn: false } tip)
        {
            return Refusals.NotFound;
        }

        var now = clock.GetUtcNow();
        var order = new ErasureOrder { Id = Guid.CreateVersion7(now), Tip = tip.Id, Object = tip.Object, Reason = request.Reason!, File = request.File!.Trim(), ProposedBy = person.Member, ProposedAt = now };
        session.Insert(order);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.ErasureOrdered, $"tip:{tip.Id}", order.Reason, [new("object", tip.Object), new("order", order.Id.ToString())]));
        await session.SaveChangesAsync(cancel);
        return order;
    }

    public async Task<Outcome<ErasureOrder>> Approve(Person person, Guid id, CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        var found = await Find(transaction, person, id, cancel);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var order = found.Value;
        await transaction.Run(LegalHold.WaitForAll, cancel);
        if ((await transaction.Read(Held, row => row.GetBoolean(0), cancel, order.Tip, order.Object))[0])
        {
            return Refusals.LegalHold;
        }

        var now = clock.GetUtcNow();
        var emptied = await transaction.Empty("select $3::uuid", order.Tip, ErasureCause.Ordered, now, cancel);
        if (emptied.Length > 0)
        {
            var tip = (await transaction.Session.LoadAsync<Tip>(order.Tip, cancel))!;
            transaction.Session.Insert(TipNews.Of(TipNewsKind.Withdrawn, tip.Lane, [tip.Id], now));
        }

        return await Decide(transaction, person, order, OrderState.CarriedOut, AuditActs.ErasureApproved, cancel);
    }

    public async Task<Outcome<ErasureOrder>> Decline(Person person, Guid id, CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        var found = await Find(transaction, person, id, cancel);
        return found.IsRefused ? found.Refusal : await Decide(transaction, person, found.Value, OrderState.Declined, AuditActs.ErasureDeclined, cancel);
    }

    private static async Task<Outcome<ErasureOrder>> Find(TriageTransaction transaction, Person person, Guid id, CancellationToken cancel)
    {
        var orders = await transaction.Session.QueryAsync<ErasureOrder>("where id = ? for update", cancel, id);
        return orders switch
        {
            [] => Refusals.NotFound,
            [{ State: not OrderState.Proposed }] => Refusals.ProposalDecided,
            [var order] when order.ProposedBy == person.Member => Refusals.SecondPersonNeeded,
            _ => orders[0],
        };
    }

    private async Task<Outcome<ErasureOrder>> Decide(TriageTransaction transaction, Person person, ErasureOrder order, OrderState state, string act, CancellationToken cancel)
    {
        var decided = order with { State = state, DecidedBy = person.Member, DecidedAt = clock.GetUtcNow() };
        transaction.Session.Update(decided);
        audit.Record(transaction.Session, new AuditEntry(person.Actor, act, $"tip:{order.Tip}", order.Reason, [new("object", order.Object), new("order", order.Id.ToString())]));
        await transaction.Commit(cancel);
        return decided;
    }

    private static IResult Answer(Outcome<ErasureOrder> outcome, int status = StatusCodes.Status200OK) =>
        outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, RetentionAnswersJson.Default.ErasureOrder, status);
}
