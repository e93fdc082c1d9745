using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <param name="Reason">taken-on, known-already, could-not-be-followed or nobody-in-danger.</param>
internal sealed record CloseReferralRequest(string? Reason);

internal sealed class CloseReferralValidator : AbstractValidator<CloseReferralRequest>
{
    public CloseReferralValidator() => RuleFor(r => r.Reason).IsGiven().IsOneOf(CloseReferral.Reasons, "value-unknown");
}

/// <summary>A contact point has dealt with a referral. Only what was handed over can be closed: nobody here says alone that there is no danger.</summary>
internal sealed class CloseReferral(LeadDesk desk, TimeProvider clock)
{
    /// <summary>With it the lead comes back to the queue: what it says about the object is not lost.</summary>
    public const string NobodyInDanger = "nobody-in-danger";

    public static readonly string[] Reasons = ["taken-on", "known-already", "could-not-be-followed", NobodyInDanger];

    private static readonly CloseReferralValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, string id, CloseReferral close)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.CloseReferralRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : ReferralAnswers.Of(await close.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted));
    }

    public static async Task<IResult> HandleUndo(HttpContext context, string id, CloseReferral close) => ReferralAnswers.Of(await close.Undo(Person.Of(context), id, context.RequestAborted));

    public async Task<Outcome<Lead>> Run(Person person, string id, CloseReferralRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        return await desk.Act(new LeadAct(person, id, AuditActs.ReferralClosed, request.Reason), (lead, _) => lead.Referral is { State: ReferralState.HandedOver } ? Close(lead, request.Reason!, person.Member) : Refusals.ReferralState, cancel);
    }

    /// <summary>By whoever closed it, as long as nobody has decided about the lead since.</summary>
    public Task<Outcome<Lead>> Undo(Person person, string id, CancellationToken cancel) => desk.Act(
        new LeadAct(person, id, AuditActs.ReferralReopened),
        (lead, _) => lead is { Referral.Closed: { } closed, Assessment.Decision: Decision.Safeguarding } && closed.By == person.Member ? new object[] { new ReferralReopened(person.Member, clock.GetUtcNow()) } : Refusals.ReferralState,
        cancel);

    private object[] Close(Lead lead, string reason, string by)
    {
        var closed = new ReferralClosed(reason, by, clock.GetUtcNow());
        return reason == NobodyInDanger && lead.Status == LeadStatus.Decided ? [closed, new LeadReopened(["referral-closed"], closed.At)] : [closed];
    }
}
