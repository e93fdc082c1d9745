using System.Globalization;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <param name="Points">Why it stands where it stands; their sum is the score.</param>
/// <param name="Drawn">True when it stands here by lot.</param>
/// <param name="ClaimedBy">Who works on it just now.</param>
/// <param name="Answered">A sender came back and added something.</param>
internal sealed record QueuedLead(
    string Id, string Object, int Number, LeadStatus Status, Decision? Decision, DateTimeOffset OpenedAt, DateTimeOffset LastTipAt, int Tips, int FirstLane, string[] Countries, string[] Languages, string[] Bases,
    int Days, int Score, Point[] Points, bool Drawn, string? Hypothesis, Guid? ClaimedBy, bool Answered);

/// <param name="Next">The cursor of the next page; absent on the last.</param>
internal sealed record ListLeadsResponse(QueuedLead[] Leads, string? Next);

/// <summary>The queue: what is worth most first, and every fifth place drawn by lot, so that no rule of ours hides anything for ever.</summary>
internal sealed class ListLeads(IQuerySession session, RecordSearch search, DatabaseConnections connections, TimeProvider clock)
{
    private const int PageSize = 25;

    // What has been shown from one list does not come again in the other.
    private const string BehindByRank = "(l.rank, l.id) < ({0}, {1})";
    private const string BehindByDraw = "(l.draw, l.id) > ({2}, {3})";

    private static readonly string Columns = string.Join(", ", LeadRows.Columns.Split(", ").Select(column => $"l.{column}"));

    public static async Task<IResult> Handle(HttpContext context, [AsParameters] ListLeadsQuery query, ListLeads list)
    {
        var person = Person.Of(context);
        var filter = query.ToFilter(person);
        var outcome = filter.IsRefused ? filter.Refusal : await list.Run(person, filter.Value, query.Cursor, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.ListLeadsResponse);
    }

    public async Task<Outcome<ListLeadsResponse>> Run(Person person, QueueFilter filter, string? cursor, CancellationToken cancel) =>
        await search.Run(person, filter, cancel) is { } refusal ? refusal : await Find(person, filter, cursor, cancel);

    /// <summary>For whoever has recorded the search.</summary>
    public async Task<Outcome<ListLeadsResponse>> Find(Person person, QueueFilter filter, string? cursor, CancellationToken cancel)
    {
        var from = QueueCursor.Start;
        if (cursor is not null && !QueueCursor.TryRead(cursor, out from))
        {
            return Refusals.RequestMalformed;
        }

        var scope = await session.Within(person.Scope, cancel);
        var claims = new Dictionary<string, Guid>(StringComparer.Ordinal);
        // Whoever looks a second time must not see from the order what the machine thinks.
        var isBlind = filter.Status == LeadStatus.InReview;
        var isMixed = filter.Status == LeadStatus.Open && filter.Search is null;
        var byRank = isBlind ? [] : await Read(filter, scope, isMixed ? $"{BehindByRank} and {BehindByDraw}" : BehindByRank, "l.rank desc, l.id desc", from, claims, cancel);
        var byDraw = isBlind || isMixed ? await Read(filter, scope, isMixed ? $"{BehindByDraw} and {BehindByRank}" : BehindByDraw, "l.draw, l.id", from, claims, cancel) : [];
        var page = isBlind ? QueueOrder.TakeDrawn(byDraw, from, PageSize) : QueueOrder.Take(byRank, byDraw, from, PageSize);
        return new ListLeadsResponse([.. page.Leads.Select(one => ReadLead.Blind(View(one.Lead, one.Drawn, claims)))], page.Next?.ToString());
    }

    private async Task<List<LeadRow>> Read(QueueFilter filter, string[]? scope, string after, string order, QueueCursor from, Dictionary<string, Guid> claims, CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand();
        var now = clock.GetUtcNow();
        var where = filter.Where(command, scope, now);
        var first = command.Parameters.Count + 1;
        command.With(from.Rank, from.RankId, from.Draw, from.DrawId, now);
        var behind = string.Format(CultureInfo.InvariantCulture, after, $"${first}::bigint", $"${first + 1}::text", $"${first + 2}::bigint", $"${first + 3}::text");
        var holder = $"(select c.member from {ClaimTable.QualifiedName} c where c.lead = l.id and c.until > ${first + 4})";
        // Those that this page shows from the other list are skipped, so a little more than a page is read.
        command.CommandText = $"select {Columns}, {holder} from {LeadTable.QualifiedName} l where {where} and {behind} order by {order} limit {(2 * PageSize) + 1}";
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<LeadRow>();
        while (await rows.ReadAsync(cancel))
        {
            var row = LeadRows.Read(rows);
            found.Add(row);
            if (!await rows.IsDBNullAsync(LeadRows.Count, cancel))
            {
                claims[row.Id] = rows.GetGuid(LeadRows.Count);
            }
        }

        return found;
    }

    public static QueuedLead View(LeadRow row, bool drawn, Dictionary<string, Guid> claims) => new(
        row.Id, row.Object, row.Number, row.Status, row.Decision, row.OpenedAt, row.LastTipAt, row.Tips, row.FirstLane, row.Countries, row.Languages, row.Bases, row.Days.Length, row.Score, row.Points, drawn, row.Hypothesis,
        claims.TryGetValue(row.Id, out var member) ? member : null, row.Answered);
}
