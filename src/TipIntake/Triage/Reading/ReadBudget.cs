using System.Globalization;
using Npgsql;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>
/// How many tips one person reads: so many in an hour, then a second person has to release more. Counted from the trail itself, so that
/// nothing can be read without being counted, on whatever node. Settings <c>Staff:ReadsPerHour</c> and <c>Staff:UnusualReadsPerDay</c>.
/// </summary>
internal sealed class ReadBudget(DatabaseConnections connections, ReadLimits limits, TimeProvider clock)
{
    private const string Counts = $"""
        select count(*) filter (where act = $2 and at > $4),
               count(*) filter (where act = $2),
               count(*) filter (where act = $3 and at > $4)
        from {AuditTable.QualifiedName} where (actor = $1 or subject = $1) and act in ($2, $3) and at > $5
        """;

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task<ReadCounts> Count(Guid member, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var command = connections.Application.CreateCommand(Counts);
        foreach (var value in new object[] { $"staff:{member}", AuditActs.TipRead, AuditActs.ReadsReleased, now - Hour, now - TimeSpan.FromDays(1) })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return new ReadCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    public bool Allows(ReadCounts counts) => counts.LastHour < limits.PerHour * (1 + counts.ReleasesInLastHour);

    /// <summary>True for exactly one reading a day: the one with which it becomes unusual.</summary>
    public bool BecomesUnusual(ReadCounts counts) => counts.LastDay + 1 == limits.UnusualPerDay;
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
