using System.Data;
using Npgsql;
using TipIntake.Storage;

namespace TipIntake.Audit;

/// <summary>Hands the whole trail to a verifier, as it is at one moment, row by row.</summary>
internal sealed class ReadTrail(DatabaseConnections connections, TimeProvider clock)
{
    private const string Count = $"select coalesce(max(position), 0) from {ChainTable.QualifiedName}";

    private const string Links = $"""
        select c.position, c.entry_id, c.entry_hash, c.chain_hash, {StoredEntry.ColumnList}
        from {ChainTable.QualifiedName} c left join {AuditTable.QualifiedName} e on e.id = c.entry_id
        order by c.position
        """;

    private const string Unchained = $"""
        select {StoredEntry.ColumnList} from {AuditTable.QualifiedName} e
        where not exists (select from {ChainTable.QualifiedName} c where c.entry_id = e.id)
        """;

    /// <param name="say">Called after each link with its position and the last one there is.</param>
    public async Task Into(TrailVerifier verifier, Action<long, long> say, CancellationToken cancel)
    {
        await using var connection = await connections.Application.OpenConnectionAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var count = Command(Count, connection);
        var last = (long)(await count.ExecuteScalarAsync(cancel))!;

        await ReadLinks(connection, verifier, position => say(position, last), cancel);
        await ReadUnchained(connection, verifier, cancel);
        verifier.Finish();
    }

    private static async Task ReadLinks(NpgsqlConnection connection, TrailVerifier verifier, Action<long> say, CancellationToken cancel)
    {
        await using var command = Command(Links, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var link = new ChainLink(rows.GetInt64(0), rows.GetGuid(1), rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3));
            verifier.Next(link, StoredEntries.Read(rows, 4));
            say(link.Position);
        }
    }

    private async Task ReadUnchained(NpgsqlConnection connection, TrailVerifier verifier, CancellationToken cancel)
    {
        await using var command = Command(Unchained, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var entry = StoredEntries.Read(rows, 0)!;
            verifier.Unchained(entry.Id, entry.At, clock.GetUtcNow());
        }
    }

    // A trail of years takes longer than a request may.
    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection) => new(sql, connection) { CommandTimeout = 0 };
}
