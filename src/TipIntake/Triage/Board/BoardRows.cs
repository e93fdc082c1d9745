using Npgsql;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>What a board is made of, read from the tables of leads and tips.</summary>
internal static class BoardRows
{
    private const int MostUnplaced = 25;

    // Whoever is in danger is no answer about an object, and what waits for a second look is not told.
    private const string TipsOf = $"""
        {LeadTable.QualifiedName} l join {PlacementTable.QualifiedName} p on p.lead = l.id join {DatabaseConnections.Schema}.mt_doc_tip t on t.id = p.tip
        where l.object = $1 and not ({ListReferrals.IsReferred})
        """;

    private const string Arrivals = $"""
        select (p.received_at at time zone 'utc')::date as day, count(*)::int, count(*) filter (where lower(t.data ->> 'lane') = 'first')::int from {TipsOf} group by day order by day
        """;

    private const string Regions = $"""
        select t.data ->> 'country' as country, count(*)::int as tips, count(distinct l.id)::int, count(distinct l.id) filter (where (l.features ->> 'isFirstHand')::boolean)::int
        from {TipsOf} and t.data ->> 'country' is not null group by country order by country
        """;

    private const string Rulings = $"""
        select l.decision, d.data -> 'assessment' ->> 'reason' as reason, count(*)::int, sum(l.tips)::int, l.hypothesis
        from {LeadTable.QualifiedName} l join {DatabaseConnections.Schema}.mt_doc_lead d on d.id = l.id
        where l.object = $1 and l.status = 'Decided' and l.decision in ('TooCommon', 'RuledOut') group by l.decision, reason, l.hypothesis order by l.decision desc, reason
        """;

    private const string Claims = $"""
        select c.lead, c.member from {ClaimTable.QualifiedName} c join {LeadTable.QualifiedName} l on l.id = c.lead where l.object = $1 and c.until > $2 order by c.lead
        """;

    private const string Reasons = $"""
        select c.kind, c.value, count(distinct c.lead)::int from {ClueTable.QualifiedName} c where c.object = $1 and c.lead = any($2) and c.kind = any($3) and c.value = any($4) group by c.kind, c.value
        """;

    private static readonly string Columns = string.Join(", ", LeadRows.Columns.Split(", ").Select(column => $"l.{column}"));

    private static readonly string Unplaced = $"""
        select {Columns} from {LeadTable.QualifiedName} l
        where l.object = $1 and l.hypothesis is null and (l.status = 'Open' or (l.status = 'Decided' and l.decision in ('Useful', 'Plausible'))) order by l.rank desc, l.id limit {MostUnplaced}
        """;

    private static readonly string Some = $"select {Columns} from {LeadTable.QualifiedName} l where l.id = any($1)";

    public static Task<BoardArrival[]> ReadArrivals(NpgsqlConnection connection, string reference, CancellationToken cancel) =>
        Read(connection, Arrivals, row => new BoardArrival(row.GetFieldValue<DateOnly>(0), row.GetInt32(1), row.GetInt32(2)), cancel, reference);

    public static Task<BoardRegion[]> ReadRegions(NpgsqlConnection connection, string reference, CancellationToken cancel) =>
        Read(connection, Regions, row => new BoardRegion(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), cancel, reference);

    public static Task<BoardRuling[]> ReadRulings(NpgsqlConnection connection, string reference, CancellationToken cancel) => Read(
        connection, Rulings, row => new BoardRuling(Enum.Parse<Decision>(row.GetString(0)), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetString(4)), cancel, reference);

    public static Task<BoardClaim[]> ReadClaims(NpgsqlConnection connection, string reference, DateTimeOffset now, CancellationToken cancel) =>
        Read(connection, Claims, row => new BoardClaim(row.GetString(0), row.GetGuid(1)), cancel, reference, now);

    public static Task<LeadRow[]> ReadUnplaced(NpgsqlConnection connection, string reference, CancellationToken cancel) => Read(connection, Unplaced, LeadRows.Read, cancel, reference);

    public static Task<LeadRow[]> ReadLeads(NpgsqlConnection connection, string[] leads, CancellationToken cancel) => Read(connection, Some, LeadRows.Read, cancel, [leads]);

    /// <summary>How many of these leads say each of the things for which they were put together; strongest first.</summary>
    public static async Task<BoardReason[]> ReadReasons(NpgsqlConnection connection, string reference, HypothesisView view, CancellationToken cancel)
    {
        var clues = view.Reasons.OrderByDescending(reason => reason.Weight).Select(reason => reason.Clue).ToArray();
        if (clues.Length == 0)
        {
            return [];
        }

        var counted = await Read(
            connection, Reasons, row => new BoardReason(new Clue(Enum.Parse<ClueKind>(row.GetString(0)), row.GetString(1)), row.GetInt32(2)), cancel,
            reference, view.Leads, clues.Select(clue => clue.Kind.ToString()).ToArray(), clues.Select(clue => clue.Value).ToArray());
        var leads = counted.ToDictionary(reason => reason.Clue, reason => reason.Leads);
        return [.. clues.Where(leads.ContainsKey).Select(clue => new BoardReason(clue, leads[clue]))];
    }

    private static async Task<T[]> Read<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(values);
        return [.. await command.ReadAll(map, cancel)];
    }
}
