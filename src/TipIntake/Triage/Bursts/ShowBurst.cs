using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Since">When it began; null, as long as the object gets no more than usual.</param>
/// <param name="UsualPerMinute">What is usual for it.</param>
internal sealed record ShowBurstResponse(bool InBurst, DateTimeOffset? Since, double UsualPerMinute);

/// <summary>Whether an object gets far more tips than it used to.</summary>
internal sealed class ShowBurst(IQuerySession session)
{
    public static async Task<IResult> Handle(HttpContext context, string reference, ShowBurst show)
    {
        var outcome = await show.Run(Person.Of(context), reference, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.ShowBurstResponse);
    }

    public async Task<Outcome<ShowBurstResponse>> Run(Person person, string reference, CancellationToken cancel)
    {
        if (!await session.Covers(person.Scope, reference, cancel))
        {
            return Refusals.ObjectUnknown;
        }

        var burst = await session.LoadAsync<ObjectBurst>(reference, cancel);
        var usual = (await session.LoadAsync<ObjectArrivals>(reference, cancel))?.Rate.PerMinute ?? ArrivalRate.Least;
        return new ShowBurstResponse(burst is not null, burst?.Since, Math.Round(usual, 1));
    }
}
