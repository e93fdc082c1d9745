using System.Globalization;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>Nothing of what the person wrote: that is read one by one, and each reading is recorded.</summary>
/// <param name="Lead">The lead it is in; null until it has a place.</param>
internal sealed record ListedTip(Guid Id, DateTimeOffset ReceivedAt, Lane Lane, bool Disclosure, bool Withdrawn, string? Lead);

/// <param name="Next">The cursor of the next page; absent on the last.</param>
internal sealed record ListTipsResponse(ListedTip[] Tips, string? Next);

/// <summary>The tips about one object, oldest first.</summary>
internal sealed class ListTips(IQuerySession session, DatabaseConnections connections)
{
    private const int PageSize = 100;

    public static async Task<IResult> Handle(HttpContext context, string reference, string? cursor, ListTips list)
    {
        var outcome = await list.Run(Person.Of(context), reference, cursor, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.ListTipsResponse);
    }

    public async Task<Outcome<ListTipsResponse>> Run(Person person, string reference, string? cursor, CancellationToken cancel)
    {
        var after = DateTimeOffset.MinValue;
        if (cursor is not null && !DateTimeOffset.TryParseExact(cursor, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out after))
        {
            return Refusals.RequestMalformed;
        }

        if (!await session.Covers(person.Scope, reference, cancel))
        {
            return Refusals.ObjectUnknown;
        }

        var tips = await session.Query<Tip>().Where(tip => tip.Object == reference && tip.ReceivedAt > after).OrderBy(tip => tip.ReceivedAt).Take(PageSize).ToListAsync(cancel);
        var leads = await PlacesOf([.. tips.Select(tip => tip.Id)], cancel);
        return new ListTipsResponse(
            [.. tips.Select(tip => new ListedTip(tip.Id, tip.ReceivedAt, tip.Lane, tip.Disclosure == true, tip.IsWithdrawn, leads.GetValueOrDefault(tip.Id)))],
            tips.Count == PageSize ? tips[^1].ReceivedAt.ToString("O", CultureInfo.InvariantCulture) : null);
    }

    private async Task<Dictionary<Guid, string>> PlacesOf(Guid[] tips, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand($"select tip, lead from {PlacementTable.QualifiedName} where tip = any($1) and lead is not null").With(tips);
        return (await command.ReadAll(row => (Tip: row.GetGuid(0), Lead: row.GetString(1)), cancel)).ToDictionary(place => place.Tip, place => place.Lead);
    }
}
