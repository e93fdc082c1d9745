using FluentValidation;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <param name="Reason">Of the closed list.</param>
internal sealed record ReviseReleaseRequest(string? Reason);

internal sealed class ReviseReleaseValidator : AbstractValidator<ReviseReleaseRequest>
{
    public ReviseReleaseValidator() => RuleFor(r => r.Reason).IsGiven("reason-missing").IsOneOf(ReleaseDecisions.RevisionReasons, "value-unknown");
}

/// <summary>
/// A statistician makes the release of a week once more, with what has become known since, and asks for a second person. It tells of no cell that was left out before: somebody who
/// holds both must not learn from the difference.
/// </summary>
internal sealed class ReviseRelease(ReleaseDesk desk)
{
    private static readonly ReviseReleaseValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, string number, ReviseRelease revise)
    {
        var body = await StrictJson.Read(context, ReleaseRequestsJson.Default.ReviseReleaseRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : ReleaseView.Answer(await revise.Run(Person.Of(context), number, body.Value.Value, context.RequestAborted), StatusCodes.Status201Created);
    }

    public async Task<Outcome<ReleaseView>> Run(Person person, string number, ReviseReleaseRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        return await desk.Act(
            person,
            async transaction =>
            {
                if (await transaction.Session.LoadAsync<StatisticalRelease>(number, cancel) is not { } current)
                {
                    return Refusals.ReleaseUnknown;
                }

                var (ofPeriod, asOf) = (await ReleaseDesk.OfPeriod(transaction, current.Period, cancel), await ReadPeriod.LastClosedDay(transaction, cancel));
                return ReleaseDecisions.RefuseRevision(current, ofPeriod, asOf) is { } refusal
                    ? refusal
                    : await desk.Propose(transaction, person, ReleasePeriod.Find(current.Period)!, asOf!.Value, ofPeriod, current, request.Reason, cancel);
            },
            cancel);
    }
}
