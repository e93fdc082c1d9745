using System.Globalization;
using Marten;
using Npgsql;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>
/// How many tips one person is shown: so many in an hour, then a second person has to release more. Counted from the trail itself, so that
/// nothing can be read without being counted, on whatever node. Settings <c>Staff:ReadsPerHour</c> and <c>Staff:UnusualReadsPerDay</c>.
/// </summary>
internal sealed class ReadBudget(ReadLimits limits, AuditTrail audit, TimeProvider clock)
{
    private const string Turn = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

    private const string Counts = $"""
        select coalesce(sum(tips) filter (where act <> $2 and at > $3), 0)::bigint,
               coalesce(sum(tips) filter (where act <> $2), 0)::bigint,
               count(*) filter (where act = $2 and at > $3)
        from (select act, at, {Tips} as tips from {AuditTable.QualifiedName} where (actor = $1 and act = any($5) or subject = $1 and act = $2) and at > $4) readings
        """;

    // A lead's entry names its tips, 32 characters each and a space between. A look at a page without any is one reading, as a search is.
    // Cut out, not matched: a person's whole day is counted with each reading.
    private const string Tips = """greatest(1, (length(split_part(split_part(coalesce(details, ''), '["tips","', 2), '"', 1)) + 1) / 33)""";

    private static readonly string[] Acts = [AuditActs.TipRead, AuditActs.LeadRead, AuditActs.TriageSearched];

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Holds until the session ends, so that one person's readings take turns: many at once would else all be counted before one of them is recorded.
    /// On the session's own connection, for those who wait must not keep the one who has their turn from getting a second one.
    /// </summary>
    public async Task<RecentReads> Count(IDocumentSession session, Guid member, CancellationToken cancel)
    {
        var (actor, now) = ($"staff:{member}", clock.GetUtcNow());
        await session.BeginTransactionAsync(cancel);
        await using var turn = Command(session, Turn, actor);
        await turn.ExecuteNonQueryAsync(cancel);

        await using var command = Command(session, Counts, actor, AuditActs.ReadsReleased, now - Hour, now - TimeSpan.FromDays(1), Acts);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new RecentReads(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    /// <summary>The reading's entry in the trail, and one more with the reading that makes it unusual. For the person, whether they read at a page or by a script of theirs.</summary>
    public void Record(IDocumentSession session, RecentReads counts, Person person, Reading reading, params AuditDetail[] details)
    {
        AuditDetail[] byToken = person.Token is { } token ? [new("token", token)] : [];
        audit.Record(session, new AuditEntry($"staff:{person.Id}", reading.Act, reading.Subject, Details: [.. details, .. byToken]));
        if (BecomesUnusual(counts, Math.Max(1, reading.Tips)))
        {
            audit.Record(session, new AuditEntry("worker:read-budget", AuditActs.ReadingUnusual, $"staff:{person.Id}"));
        }
    }

    private static NpgsqlCommand Command(IDocumentSession session, string sql, params object[] values) => new NpgsqlCommand(sql, session.Connection).With(values);

    /// <summary>The page with which the budget is spent is still shown as a whole.</summary>
    public bool Allows(RecentReads counts) => counts.LastHour < limits.PerHour * (1 + counts.ReleasesInLastHour);

    /// <summary>True for exactly one reading a day: the one with which it becomes unusual.</summary>
    private bool BecomesUnusual(RecentReads counts, int tips) => counts.LastDay < limits.UnusualPerDay && counts.LastDay + tips >= limits.UnusualPerDay;
}

/// <param name="Tips">How many are shown.</param>
internal sealed record Reading(string Act, string Subject, int Tips = 1);

/// <summary>Tips that were shown; a search counts as one.</summary>
internal sealed record RecentReads(long LastHour, long LastDay, long ReleasesInLastHour);

/// <param name="PerHour">Tips that one person may read in any hour.</param>
/// <param name="UnusualPerDay">With so many in a day it is noted, and shown to administrators and auditors.</param>
internal sealed record ReadLimits(int PerHour, int UnusualPerDay)
{
    public static ReadLimits Read(IConfiguration configuration) => new(Number(configuration, "Staff:ReadsPerHour", 600), Number(configuration, "Staff:UnusualReadsPerDay", 2_500));

    private static int Number(IConfiguration configuration, string setting, int otherwise) => configuration[setting] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000 => number,
        _ => throw new SettingException($"{setting} is a number from 1 to 100000."),
    };
}
