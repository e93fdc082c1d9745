using FluentValidation;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <param name="Reason">Of the closed list.</param>
internal sealed record RefuseReleaseRequest(string? Reason);

internal sealed class RefuseReleaseValidator : AbstractValidator<RefuseReleaseRequest>
{
    public RefuseReleaseValidator() => RuleFor(r => r.Reason).IsGiven("reason-missing").IsOneOf(ReleaseDecisions.RefusalReasons, "value-unknown");
}

/// <summary>A second statistician lets a release leave the house, exactly as they have seen it, or says no; whoever proposed it may take it back.</summary>
internal sealed class DecideRelease(ReleaseDesk desk, TimeProvider clock)
{
    private static readonly RefuseReleaseValidator Validator = new();

    public static async Task<IResult> HandleApproval(HttpContext context, string number, DecideRelease decide) =>
        ReleaseView.Answer(await decide.Approve(Person.Of(context), number, context.RequestAborted));

    public static async Task<IResult> HandleRefusal(HttpContext context, string number, DecideRelease decide)
    {
        var body = await StrictJson.Read(context, ReleaseRequestsJson.Default.RefuseReleaseRequest);
        return body.IsRefused ? body.Refusal.ToProblem() : ReleaseView.Answer(await decide.Refuse(Person.Of(context), number, body.Value.Value, context.RequestAborted));
    }

    public Task<Outcome<ReleaseView>> Approve(Person person, string number, CancellationToken cancel) => desk.Act(person, transaction => Approve(transaction, person, number, cancel), cancel);

    public async Task<Outcome<ReleaseView>> Refuse(Person person, string number, RefuseReleaseRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        return await desk.Act(person, transaction => Refuse(transaction, person, number, request.Reason!, cancel), cancel);
    }

    private async Task<Outcome<ReleaseAct>> Approve(TriageTransaction transaction, Person person, string number, CancellationToken cancel)
    {
        var stream = await transaction.Session.Events.FetchForWriting<StatisticalRelease>(number, cancel);
        if (stream.Aggregate is not { } current)
        {
            return Refusals.ReleaseUnknown;
        }

        if (ReleaseDecisions.RefuseApproval(current, person.Member) is { } refusal)
        {
            return refusal;
        }

        stream.AppendOne(new ReleaseApproved(person.Member, clock.GetUtcNow()));
        if (current.Replaces is { } replaced)
        {
            transaction.Session.Events.Append(replaced, new ReleaseReplaced(number, clock.GetUtcNow()));
        }

        return new ReleaseAct(number, AuditActs.ReleaseApproved, null, [new AuditDetail("sha256", current.Sha256)]);
    }

    private async Task<Outcome<ReleaseAct>> Refuse(TriageTransaction transaction, Person person, string number, string reason, CancellationToken cancel)
    {
        var stream = await transaction.Session.Events.FetchForWriting<StatisticalRelease>(number, cancel);
        if (stream.Aggregate is not { } current)
        {
            return Refusals.ReleaseUnknown;
        }

        if (ReleaseDecisions.RefuseRefusal(current) is { } refusal)
        {
            return refusal;
        }

        stream.AppendOne(new ReleaseRefused(reason, person.Member, clock.GetUtcNow()));
        return new ReleaseAct(number, AuditActs.ReleaseRefused, reason);
    }
}
