using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Since">When it began; null, as long as the object gets no more than usual.</param>
/// <param name="UsualPerMinute">What is usual for it.</param>
/// <param name="Alike">The leads that most of it is, largest first; at most three.</param>
internal sealed record ShowBurstResponse(bool InBurst, DateTimeOffset? Since, double UsualPerMinute, AlikeTips[] Alike);

/// <param name="Tips">So many tips say the same.</param>
internal sealed record AlikeTips(string Lead, int Tips);

/// <summary>Whether an object gets far more tips than it used to.</summary>
internal sealed class ShowBurst(IQuerySession session, DatabaseConnections connections)
{
    // Whatever may be about somebody in danger is counted nowhere.
    private const string Copied = $"""
        select id, tips from {LeadTable.QualifiedName}
        where object = $1 and tips >= 10 and last_tip_at >= $2 and decision is distinct from 'Safeguarding' order by tips desc limit 3
        """;

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
        return new ShowBurstResponse(burst is not null, burst?.Since, Math.Round(usual, 1), burst is null ? [] : await FindAlike(burst, cancel));
    }

    private async Task<AlikeTips[]> FindAlike(ObjectBurst burst, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Copied).With(burst.Id, burst.Since.ToUniversalTime());
        return [.. await command.ReadAll(row => new AlikeTips(row.GetString(0), row.GetInt32(1)), cancel)];
    }
}
