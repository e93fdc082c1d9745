using TipIntake.Faults.Harness;
using TipIntake.LocalPostgres;

namespace TipIntake.Faults.Disk;

/// <summary>Starts PostgreSQL again whenever it has ended, once a second, as systemd or a container engine does.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ending = new();
    private readonly Task watching;

    public Supervisor(PostgresProcess postgres) => watching = Task.Run(() => Watch(postgres));

    /// <summary>How often it had to, also in vain.</summary>
    public int Starts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await watching;
        ending.Dispose();
    }

    private async Task Watch(PostgresProcess postgres)
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Pace);

            if (!postgres.IsRunning)
            {
                Starts++;
                await TryToStart(postgres);
            }
        }
    }

    private static async Task TryToStart(PostgresProcess postgres)
    {
        try
        {
            await postgres.Restart();
        }
        catch (LocalPostgresException)
        {
            // Not yet; what keeps it down is the fault under test.
        }
    }
}
