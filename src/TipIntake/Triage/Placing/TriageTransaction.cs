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

    public NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection, Database);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return command;
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
