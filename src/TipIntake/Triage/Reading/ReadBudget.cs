using System.Globalization;
using Marten;
using Npgsql;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>
/// How many tips one person reads: so many in an hour, then a second person has to release more. Counted from the trail itself, so that
/// nothing can be read without being counted, on whatever node. Settings <c>Staff:ReadsPerHour</c> and <c>Staff:UnusualReadsPerDay</c>.
/// </summary>
internal sealed class ReadBudget(ReadLimits limits, AuditTrail audit, TimeProvider clock)
{
    private const string Turn = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private const string Counts = $"""
        select count(*) filter (where act in ($2, $6) and at > $4),
               count(*) filter (where act in ($2, $6)),
               count(*) filter (where act = $3 and at > $4)
        from {AuditTable.QualifiedName} where (actor = $1 or subject = $1) and act in ($2, $3, $6) and at > $5
        """;

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Holds until the session ends, so that one person's readings take turns: many at once would else all be counted before one of them is recorded.
    /// On the session's own connection, for those who wait must not keep the one who has their turn from getting a second one.
    /// </summary>
    public async Task<ReadCounts> Count(IDocumentSession session, Guid member, CancellationToken cancel)
    {
        var (actor, now) = ($"staff:{member}", clock.GetUtcNow());
        await session.BeginTransactionAsync(cancel);
        await using var turn = Command(session, Turn, actor);
        await turn.ExecuteNonQueryAsync(cancel);

        await using var command = Command(session, Counts, actor, AuditActs.TipRead, AuditActs.ReadsReleased, now - Hour, now - TimeSpan.FromDays(1), AuditActs.LeadRead);

        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new ReadCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    /// <summary>The reading's entry in the trail, and one more with the reading that makes it unusual. For the person, whether they read at a page or by a script of theirs.</summary>
    public void Record(IDocumentSession session, ReadCounts counts, Person person, string act, string subject, params AuditDetail[] details)
    {
        AuditDetail[] byToken = person.Token is { } token ? [new("token", token)] : [];
        audit.Record(session, new AuditEntry($"staff:{person.Id}", act, subject, Details: [.. details, .. byToken]));
        if (BecomesUnusual(counts))
        {
            audit.Record(session, new AuditEntry("worker:read-budget", AuditActs.ReadingUnusual, $"staff:{person.Id}"));
        }
    }

    private static NpgsqlCommand Command(IDocumentSession session, string sql, params object[] values) => new NpgsqlCommand(sql, session.Connection).With(values);

    public bool Allows(ReadCounts counts) => counts.LastHour < limits.PerHour * (1 + counts.ReleasesInLastHour);

    /// <summary>True for exactly one reading a day: the one with which it becomes unusual.</summary>
    private bool BecomesUnusual(ReadCounts counts) => counts.LastDay + 1 == limits.UnusualPerDay;
}

internal sealed record ReadCounts(long LastHour, long LastDay, long ReleasesInLastHour);

/// <param name="PerHour">Tips that one person may read in any hour.</param>
/// <param name="UnusualPerDay">With so many in a day it is noted, and shown to administrators and auditors.</param>
internal sealed record ReadLimits(int PerHour, int UnusualPerDay)
{
    public static ReadLimits Read(IConfiguration configuration) => new(Number(configuration, "Staff:ReadsPerHour", 120), Number(configuration, "Staff:UnusualReadsPerDay", 500));

    private static int Number(IConfiguration configuration, string setting, int otherwise) => configuration[setting] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000 => number,
        _ => throw new SettingException($"{setting} is a number from 1 to 100000."),
    };
}
