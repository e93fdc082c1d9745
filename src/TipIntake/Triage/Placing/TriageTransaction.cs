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

    public NpgsqlCommand Command(string sql, params object[] values) => new NpgsqlCommand(sql, connection, Database).With(values);

    public async Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancel, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ReadAll(map, cancel);
    }

    /// <summary>False while another transaction, on whatever node, has its turn at the same thing. Ends with the transaction, whatever becomes of the process.</summary>
    /// <param name="what">Any number that no other lock in this database has.</param>
    public async Task<bool> TakeTurn(long what, CancellationToken cancel)
    {
        await using var command = Command("select pg_try_advisory_xact_lock($1)", what);
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
