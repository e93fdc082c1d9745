using Npgsql;
using TipIntake.Audit;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>How often somebody has read unusually much of late, for those who watch over it.</summary>
internal sealed class UnusualReading(DatabaseConnections connections, TimeProvider clock)
{
    private const string Query = $"select count(*) from {AuditTable.QualifiedName} where act = $1 and at > $2";

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public async Task<int> Count(CancellationToken cancel)
    {
        await using var command = connections.Application.CreateCommand(Query);
        command.Parameters.Add(new NpgsqlParameter { Value = AuditActs.ReadingUnusual });
        command.Parameters.Add(new NpgsqlParameter { Value = clock.GetUtcNow() - Week });
        return (int)(long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
