using TipIntake.Audit;
using TipIntake.Retention;
using TipIntake.Statistics;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Monitoring;

/// <summary>Looks twice a minute how far behind the work is; gauges and the status page say what it saw last.</summary>
internal sealed class WatchBacklog(DatabaseConnections connections, TimeProvider clock)
{
    private const string Sql = $"""
        select (select count(*) from {LeadTable.QualifiedName} where status = 'Open'),
            (select min(opened_at) from {LeadTable.QualifiedName} where status = 'Open' and first_lane > 0),
            (select min(coalesce(d.data -> 'referral' -> 'renewed' ->> 'at', d.data -> 'referral' ->> 'openedAt')::timestamptz) from {LeadTable.QualifiedName} l join {DatabaseConnections.Schema}.mt_doc_lead d on d.id = l.id
                where {ListReferrals.IsReferred} and d.data ->> 'referral' is not null and d.data -> 'referral' ->> 'closed' is null and d.data -> 'referral' ->> 'handedOver' is null),
            (select id from {DatabaseConnections.Schema}.mt_doc_tipnews order by id limit 1),
            (select max(until) from {CountedDayTable.QualifiedName}),
            (select max(made_at) from {CheckpointTable.QualifiedName}),
            (select count(*) from {AuditTable.QualifiedName} e where e.at < now() - interval '1 minute' and e.at > now() - interval '90 days' and not exists (select from {ChainTable.QualifiedName} c where c.entry_id = e.id)),
            (select day from {RetentionDayTable.QualifiedName}),
            (select min(at) from {ErasureTable.QualifiedName} where not journaled),
            clock_timestamp()
        """;

    private volatile Seen? last;

    /// <summary>Null: not looked yet.</summary>
    public Backlog? Last => last?.Backlog;

    /// <summary>How far this node's clock is from the database's, measured to the middle of asking; without sign.</summary>
    public TimeSpan? ClockOffset => last?.ClockOffset;

    public async Task<bool> Run(CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Sql);
        var begun = clock.GetUtcNow();
        var backlog = (await command.ReadAll(Read, cancel))[0];
        var middle = begun + ((clock.GetUtcNow() - begun) / 2);
        last = new Seen(backlog, (backlog.DatabaseClock - middle).Duration());
        return false;
    }

    private static Backlog Read(Npgsql.NpgsqlDataReader row) => new(
        row.GetInt64(0), Moment(row, 1), Moment(row, 2), row.IsDBNull(3) ? null : TipNews.MomentOf(row.GetGuid(3)), Moment(row, 4), Moment(row, 5), row.GetInt64(6), row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7), Moment(row, 8),
        row.GetFieldValue<DateTimeOffset>(9));

    private static DateTimeOffset? Moment(Npgsql.NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private sealed record Seen(Backlog Backlog, TimeSpan ClockOffset);
}
