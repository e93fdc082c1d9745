using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Takes note of what happened to tips, as long as there is something; else looks again in a moment. Every node with a staff door tries, one at a time does it.</summary>
internal sealed class PlacingWorker(TakeNews news, StorageGuard guard, TimeProvider clock, ILogger<PlacingWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private bool failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!guard.MayPromise || !await Try(stoppingToken))
            {
                await Task.Delay(failing ? PauseAfterFault : Pause, clock, stoppingToken);
            }
        }
    }

    private async Task<bool> Try(CancellationToken cancel)
    {
        try
        {
            var found = await news.Run(cancel);
            failing = false;
            return found;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // Once per outage and without the message, which may quote a row.
            if (!failing)
            {
                log.LogError("Tips are not placed in leads ({Fault} {State}); it is tried again", fault.GetType().Name, (fault as Npgsql.PostgresException)?.SqlState);
            }

            failing = true;
            return false;
        }
    }
}
