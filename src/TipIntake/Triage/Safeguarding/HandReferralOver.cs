using FluentValidation;
using FluentValidation.Results;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <param name="To">Code of a contact point.</param>
/// <param name="File">The number under which it is found there: letters, digits, spaces and / . _ -, at most 40. It can be added later.</param>
internal sealed record HandReferralOverRequest(string? To, string? File);

internal sealed class HandReferralOverValidator : AbstractValidator<HandReferralOverRequest>
{
    public HandReferralOverValidator()
    {
        RuleFor(r => r.To).IsGiven();
        RuleFor(r => r.File).Must(file => string.IsNullOrEmpty(file) || FileNumber.IsAcceptable(file)).WithErrorCode("value-not-acceptable");
    }
}

/// <summary>A reviewer has told a contact point of the operator, and says so.</summary>
internal sealed class HandReferralOver(LeadDesk desk, ContactPoints points, TimeProvider clock)
{
    private static readonly HandReferralOverValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, string id, HandReferralOver handOver)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.HandReferralOverRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : ReferralAnswers.Of(await handOver.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted));
    }

    public static async Task<IResult> HandleUndo(HttpContext context, string id, HandReferralOver handOver) => ReferralAnswers.Of(await handOver.Undo(Person.Of(context), id, context.RequestAborted));

    /// <summary>Also once more, to another one or with the file's number.</summary>
    public async Task<Outcome<Lead>> Run(Person person, string id, HandReferralOverRequest request, CancellationToken cancel)
    {
        var asked = request with { File = request.File?.Trim() is { Length: > 0 } file ? file : null };
        var checkedFor = Validator.Validate(asked);
        if (checkedFor.IsValid && points.Find(asked.To!) is null)
        {
            checkedFor.Errors.Add(new ValidationFailure(nameof(asked.To), "") { ErrorCode = "value-unknown" });
        }

        if (!checkedFor.IsValid)
        {
            return ValidationRefusal.From(checkedFor);
        }

        return await desk.Act(
            new LeadAct(person, id, AuditActs.ReferralHandedOver, Details: [new("to", asked.To!)]),
            (lead, _) => lead.Referral is { Closed: null } ? new object[] { new ReferralHandedOver(asked.To!, asked.File, person.Member, clock.GetUtcNow()) } : Refusals.ReferralState,
            cancel);
    }

    public Task<Outcome<Lead>> Undo(Person person, string id, CancellationToken cancel) => desk.Act(
        new LeadAct(person, id, AuditActs.HandingOverUndone),
        (lead, _) => lead.Referral is { State: ReferralState.HandedOver, HandedOver: { } held } && held.By == person.Member ? new object[] { new HandingOverUndone(person.Member, clock.GetUtcNow()) } : Refusals.ReferralState,
        cancel);
}

internal static class ReferralAnswers
{
    public static IResult Of(Outcome<Lead> outcome) => outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.Lead);
}
