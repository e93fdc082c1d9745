using FluentValidation;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Statistics;

/// <param name="Period">An ISO week, such as 2026-W40.</param>
internal sealed record ProposeReleaseRequest(string? Period);

internal sealed class ProposeReleaseValidator : AbstractValidator<ProposeReleaseRequest>
{
    public ProposeReleaseValidator()
    {
        RuleFor(r => r.Period).IsGiven();
        RuleFor(r => r.Period).Must(period => string.IsNullOrEmpty(period) || ReleasePeriod.Find(period) is not null).WithErrorCode("value-not-acceptable");
    }
}

/// <summary>A statistician makes the release of a week, as it was known at the end of the last day, and asks for a second person.</summary>
internal sealed class ProposeRelease(ReleaseDesk desk)
{
    private static readonly ProposeReleaseValidator Validator = new();

    public static async Task<IResult> Handle(HttpContext context, ProposeRelease propose)
    {
        var body = await StrictJson.Read(context, ReleaseRequestsJson.Default.ProposeReleaseRequest);
        return body.IsRefused
            ? body.Refusal.ToProblem()
            : ReleaseView.Answer(await propose.Run(Person.Of(context), body.Value.Value, context.RequestAborted), StatusCodes.Status201Created);
    }

    public async Task<Outcome<ReleaseView>> Run(Person person, ProposeReleaseRequest request, CancellationToken cancel)
    {
        if (Validator.Validate(request) is { IsValid: false } faults)
        {
            return ValidationRefusal.From(faults);
        }

        var period = ReleasePeriod.Find(request.Period)!;
        return await desk.Act(
            person,
            async transaction =>
            {
                var (ofPeriod, asOf) = (await ReleaseDesk.OfPeriod(transaction, period.Name, cancel), await ReadPeriod.LastClosedDay(transaction, cancel));
                return ReleaseDecisions.RefuseProposal(period, ofPeriod, asOf, desk.LagDays) is { } refusal
                    ? refusal
                    : await desk.Propose(transaction, person, period, asOf!.Value, ofPeriod, null, null, cancel);
            },
            cancel);
    }
}
