using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <param name="Decision">useful, plausible, too-common, ruled-out, not-useful, spam, abusive or safeguarding.</param>
/// <param name="Reason">Of the decision's own list (<see cref="AssessmentReasons"/>).</param>
internal sealed record AssessLeadRequest(string? Decision, string? Reason);

internal sealed class AssessLeadValidator : AbstractValidator<AssessLeadRequest>
{
    public AssessLeadValidator()
    {
        RuleFor(r => r.Decision).IsGiven().IsOneOf([.. AssessmentReasons.Of.Keys], "value-unknown");
        RuleFor(r => r.Reason).IsGiven().IsOneOf([.. AssessmentReasons.Of.Values.SelectMany(reasons => reasons).Distinct(StringComparer.Ordinal)], "value-unknown");
        RuleFor(r => r.Reason).Must((request, reason) => AssessmentReasons.Of.GetValueOrDefault(request.Decision ?? "") is not { } reasons || reasons.Contains(reason, StringComparer.Ordinal)).WithErrorCode("value-unknown");
    }
}

/// <summary>A reviewer decides about a lead, and says why.</summary>
internal sealed class AssessLead(LeadDesk desk, ReviewSettings review, TimeProvider clock)
{
    private static readonly AssessLeadValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, string id, AssessLead assess)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.AssessLeadRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var outcome = await assess.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.Lead);
    }

    public static async Task<IResult> HandleUndo(HttpContext context, string id, AssessLead assess)
    {
        var outcome = await assess.Undo(Person.Of(context), id, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.Lead);
    }

    public async Task<Outcome<Lead>> Run(Person person, string id, AssessLeadRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var decision = AssessmentReasons.DecisionOf(request.Decision!);
        return await desk.Act(
            new LeadAct(person, id, AuditActs.LeadAssessed, request.Reason, [new("decision", request.Decision!)]),
            (lead, row) => lead.Status == LeadStatus.Open ? Decide(lead, row, decision, request.Reason!, person.Member) : Refusals.LeadState,
            cancel);
    }

    private object[] Decide(Lead lead, LeadRow row, Decision decision, string reason, string by)
    {
        var now = clock.GetUtcNow();
        var assessed = new LeadAssessed(decision, reason, by, lead.Tips, now);
        return ReviewRules.WhyAsked(lead.Id, decision, row.Features is { IsFirstHand: true }, now, review.SharePercent) is { } why ? [assessed, new SecondReviewAsked(why, now)] : [assessed];
    }

    /// <summary>As long as nobody else has gone on with it, whoever decided last may take it back.</summary>
    public Task<Outcome<Lead>> Undo(Person person, string id, CancellationToken cancel) => desk.Act(
        new LeadAct(person, id, AuditActs.AssessmentUndone),
        (lead, _) => lead.MayBeTakenBackBy(person.Member) ? new object[] { new AssessmentUndone(person.Member, clock.GetUtcNow()) } : Refusals.LeadState,
        cancel);
}
