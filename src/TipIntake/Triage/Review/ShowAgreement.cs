using Marten;
using TipIntake.Platform;

namespace TipIntake.Triage;

/// <param name="Decisions">The names of the table's rows and columns.</param>
/// <param name="Missed">From the monthly samples of rejected leads.</param>
internal sealed record ShowAgreementResponse(string[] Decisions, Agreement Agreement, MissedUseful Missed);

/// <summary>How well decisions hold when somebody else makes them again. Numbers only, over all objects.</summary>
internal sealed class ShowAgreement(IQuerySession session)
{
    public static async Task<IResult> Handle(HttpContext context, ShowAgreement show) =>
        PersonalAnswer.Json(await show.Run(context.RequestAborted), TriageAnswersJson.Readable.ShowAgreementResponse);

    public async Task<ShowAgreementResponse> Run(CancellationToken cancel)
    {
        var seconds = await session.Events.QueryRawEventDataOnly<SecondReviewed>().ToListAsync(cancel);
        var thirds = await session.Events.QueryRawEventDataOnly<Adjudicated>().Where(third => third.Why == ReviewRules.RejectSample).ToListAsync(cancel);
        var samples = seconds.Where(second => second.Why == ReviewRules.RejectSample).ToList();
        // Settled by two who agree, or by the third.
        var settled = samples.Count(second => second.Decision == second.First) + thirds.Count;
        return new ShowAgreementResponse(
            [.. Enum.GetValues<Decision>().Select(AssessmentReasons.NameOf)],
            Agreement.Of([.. seconds.Select(second => (second.First, second.Decision))]),
            MissedUseful.Of(settled, thirds.Count(third => third.Decision == Decision.Useful)));
    }
}
