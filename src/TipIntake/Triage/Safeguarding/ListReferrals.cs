using Marten;
using NpgsqlTypes;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <param name="Later">Tips that came to the lead since; they are read on its page.</param>
/// <param name="Answered">A sender came back and added something.</param>
internal sealed record ReferredLead(string Lead, string Object, LeadStatus Status, int Tips, int Later, bool Answered, Referral Referral);

internal sealed record ListReferralsResponse(ReferredLead[] Referrals, IReadOnlyList<ContactPoint> ContactPoints);

/// <param name="Oldest">Since when the first of them waits.</param>
/// <param name="HandedOver">Those that a contact point has and nobody has closed.</param>
internal sealed record WaitingReferrals(int Open, DateTimeOffset? Oldest, int HandedOver);

/// <summary>The referrals within a person's scope: what nobody has handed over first, whoever is in danger now before the rest, oldest first. No word of a tip.</summary>
internal sealed class ListReferrals(IQuerySession session, DatabaseConnections connections, ContactPoints points)
{
    private const int Most = 500;

    /// <summary>What a lead's row says as long as it is referred. Its name in a query is <c>l</c>.</summary>
    public const string IsReferred = "l.decision = 'Safeguarding' and l.status in ('Decided', 'Emptied')";

    private const string From = $"""
        {LeadTable.QualifiedName} l join {DatabaseConnections.Schema}.mt_doc_lead d on d.id = l.id
        where {IsReferred} and d.data ->> 'referral' is not null and ($1::text[] is null or l.object = any($1))
        """;

    private const string OpenedAt = "(d.data -> 'referral' ->> 'openedAt')::timestamptz";

    private const string IsClosed = "d.data -> 'referral' ->> 'closed' is not null";

    private static readonly string Ids = $"select l.id, l.answered from {From} and ({IsClosed}) = $2 order by case when not $2 then {OpenedAt} end, {OpenedAt} desc limit {Most}";

    private static readonly string Counts = $"""
        select count(*) filter (where not handed), min(opened) filter (where not handed), count(*) filter (where handed)
        from (select d.data -> 'referral' ->> 'handedOver' is not null as handed, {OpenedAt} as opened from {From} and not ({IsClosed})) waiting
        """;

    public static async Task<IResult> Handle(HttpContext context, string? state, ListReferrals list) => state is null or "" or "open" or "closed"
        ? PersonalAnswer.Json(await list.Run(Person.Of(context), state == "closed", context.RequestAborted), TriageAnswersJson.Readable.ListReferralsResponse)
        : Refusals.RequestMalformed.ToProblem();

    /// <param name="closed">Those that are done with, the newest first.</param>
    public async Task<ListReferralsResponse> Run(Person person, bool closed, CancellationToken cancel)
    {
        await using var command = await Command(Ids, person, cancel);
        command.Parameters.AddWithValue(closed);
        var found = await command.ReadAll(row => (Id: row.GetString(0), Answered: row.GetBoolean(1)), cancel);
        var leads = (await session.LoadManyAsync<Lead>(cancel, found.Select(one => one.Id))).ToDictionary(lead => lead.Id, StringComparer.Ordinal);
        var referrals = found.Where(one => leads.ContainsKey(one.Id)).Select(one => View(leads[one.Id], one.Answered));
        return new ListReferralsResponse([.. closed ? referrals.OrderByDescending(one => one.Referral.Closed!.At) : referrals.OrderBy(one => one.Referral.Place())], points.All);
    }

    public async Task<WaitingReferrals> Count(Person person, CancellationToken cancel)
    {
        await using var command = await Command(Counts, person, cancel);
        var counted = await command.ReadAll(row => new WaitingReferrals((int)row.GetInt64(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1), (int)row.GetInt64(2)), cancel);
        return counted[0];
    }

    private static ReferredLead View(Lead lead, bool answered) => new(lead.Id, lead.Object, lead.Status, lead.Tips, Math.Max(0, lead.Tips - lead.Referral!.Tips), answered, lead.Referral);

    private async Task<Npgsql.NpgsqlCommand> Command(string sql, Person person, CancellationToken cancel)
    {
        var command = connections.Application.CreateCommand(sql);
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = await session.Within(person.Scope, cancel) ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return command;
    }
}
