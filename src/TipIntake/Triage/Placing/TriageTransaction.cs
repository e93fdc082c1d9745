using Marten;
using Npgsql;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Tables and events in one transaction. Disposed without <see cref="Commit"/>, nothing of it happened.</summary>
internal sealed class TriageTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private TriageTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, IDocumentSession session)
    {
        this.connection = connection;
        Database = transaction;
        Session = session;
    }

    public NpgsqlTransaction Database { get; }

    public IDocumentSession Session { get; }

    /// <summary>So long a statement may take; null: as long as any other of the service.</summary>
    public int? MostSeconds { get; set; }

    public static async Task<TriageTransaction> Begin(DatabaseConnections connections, IDocumentStore store, CancellationToken cancel)
    {
        var opened = await connections.Application.OpenConnectionAsync(cancel);
        try
        {
            var transaction = await opened.BeginTransactionAsync(cancel);
            return new TriageTransaction(opened, transaction, store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction)));
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection, Database).With(values);
        command.CommandTimeout = MostSeconds ?? command.CommandTimeout;
        return command;
    }

    public async Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ReadAll(map, cancel);
    }

    /// <summary>False while another transaction, on whatever node, has its turn at the same thing. Ends with the transaction, whatever becomes of the process.</summary>
    /// <param name="what">Any number that no other lock in this database has.</param>
    public async Task<bool> TakeTurn(long what, CancellationToken cancel)
    {
        // Whoever has a turn works in the background, where one processor is enough: the others are for those who wait for an answer.
        await using var command = Command("select pg_try_advisory_xact_lock($1), set_config('max_parallel_workers_per_gather', '0', true)", what);
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    public async Task Run(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task Commit(CancellationToken cancel)
    {
        await Session.SaveChangesAsync(cancel);
        await Database.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Database.DisposeAsync();
        await connection.DisposeAsync();
    }
}
