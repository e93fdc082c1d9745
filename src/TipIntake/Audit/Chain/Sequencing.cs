using Npgsql;
using TipIntake.Storage;

namespace TipIntake.Audit;

/// <summary>
/// A transaction in which this node alone adds to the chain. The lock ends with the transaction, whatever becomes of the process, and what the one
/// before it committed is seen.
/// </summary>
internal sealed class Sequencing : IAsyncDisposable
{
    // Any number will do that no other lock in this database has.
    private const long Lock = 0x41_55_44_49_54;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private Sequencing(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    /// <summary>Null while another node is at it.</summary>
    public static async Task<Sequencing?> Begin(DatabaseConnections connections, CancellationToken cancel)
    {
        var opened = await connections.Application.OpenConnectionAsync(cancel);
        try
        {
            var begun = new Sequencing(opened, await opened.BeginTransactionAsync(cancel));
            await using var command = begun.Command("select pg_try_advisory_xact_lock($1)", Lock);
            if (await command.ExecuteScalarAsync(cancel) is true)
            {
                return begun;
            }
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        await opened.DisposeAsync();
        return null;
    }

    public NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
    }

    /// <summary>The last link; before the first one position 0.</summary>
    public async Task<(long Position, byte[] ChainHash)> Head(CancellationToken cancel)
    {
        await using var command = Command($"select position, chain_hash from {ChainTable.QualifiedName} order by position desc limit 1");
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : (0, ChainHash.Start);
    }

    public Task<NpgsqlBinaryImporter> Copy(string into, CancellationToken cancel) => connection.BeginBinaryImportAsync($"copy {into} from stdin (format binary)", cancel);

    public Task Commit(CancellationToken cancel) => transaction.CommitAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
