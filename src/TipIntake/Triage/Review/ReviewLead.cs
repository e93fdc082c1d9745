using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>A second person decides about a lead without knowing how the first did; when they disagree, a third decides.</summary>
internal sealed class ReviewLead(LeadDesk desk, TimeProvider clock)
{
    private static readonly AssessLeadValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, string id, ReviewLead review)
    {
        var body = await StrictJson.Read(context, TriageRequestsJson.Default.AssessLeadRequest);
        if (body.IsRefused)
        {
            return body.Refusal.ToProblem();
        }

        var refusal = await review.Run(Person.Of(context), id, body.Value.Value, context.RequestAborted);
        return refusal is null ? PersonalAnswer.Empty() : refusal.ToProblem();
    }

    public async Task<Refusal?> Run(Person person, string id, AssessLeadRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        // The trail says that there was a review; what was decided would tell the next one who looks.
        var outcome = await desk.Act(new LeadAct(person, id, AuditActs.LeadReviewed), (lead, _) => Decide(lead, AssessmentReasons.DecisionOf(request.Decision!), request.Reason!, person.Member), cancel);
        return outcome.Refusal;
    }

    private Outcome<object[]> Decide(Lead lead, Decision decision, string reason, string by) => lead switch
    {
        not { Status: LeadStatus.InReview, Assessment: not null, ReviewAsked: not null } => Refusals.LeadState,
        _ when lead.Looked.Contains(by, StringComparer.Ordinal) => Refusals.SecondPersonNeeded,
        { Disagreement: null } => new object[] { new SecondReviewed(lead.Assessment!.Decision, decision, reason, by, lead.ReviewAsked, clock.GetUtcNow()) },
        _ => new object[] { new Adjudicated(decision, reason, by, lead.ReviewAsked, clock.GetUtcNow()) },
    };
}
