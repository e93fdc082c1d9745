using System.Data;
using Npgsql;

namespace TipIntake.Statistics;

/// <summary>The counts as of one moment, for as long as an answer is read from them. There are few seats: long answers must not take the connections that reviewers work with.</summary>
internal sealed class CountSnapshot : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;
    private SemaphoreSlim? seats;

    private CountSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, SemaphoreSlim seats) => (Connection, this.transaction, this.seats) = (connection, transaction, seats);

    public NpgsqlConnection Connection { get; }

    public static async Task<CountSnapshot> Take(NpgsqlDataSource database, SemaphoreSlim seats, CancellationToken cancel)
    {
        await seats.WaitAsync(cancel);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.OpenConnectionAsync(cancel);
            return new CountSnapshot(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel), seats);
        }
        catch
        {
            await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            seats.Release();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref seats, null) is { } taken)
        {
            await transaction.DisposeAsync();
            await Connection.DisposeAsync();
            taken.Release();
        }
    }
}
