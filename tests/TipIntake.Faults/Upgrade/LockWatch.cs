using Npgsql;

namespace TipIntake.Faults.Upgrade;

/// <summary>Looks twenty times a second for who waits for a lock on a table, and remembers the longest wait.</summary>
internal sealed class LockWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource ending = new();
    private readonly Task watching;

    public LockWatch(string connectionString) => watching = Watch(connectionString);

    public TimeSpan Longest { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await watching;
        ending.Dispose();
    }

    private async Task Watch(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        while (!ending.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand("select coalesce(max(clock_timestamp() - waitstart), interval '0') from pg_locks where not granted and locktype = 'relation'", connection);
            var longest = (TimeSpan)(await command.ExecuteScalarAsync())!;
            Longest = longest > Longest ? longest : Longest;
            await Task.Delay(Pace);
        }
    }
}
