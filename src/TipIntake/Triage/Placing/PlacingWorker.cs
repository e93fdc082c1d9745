using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Takes note of what happened to tips, as long as there is something; else looks again in a moment. Every node with a staff door tries, one at a time does it.</summary>
internal sealed class PlacingWorker(TakeNews news, StorageGuard guard, TimeProvider clock, ILogger<PlacingWorker> log) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private bool failing;
    private long? sweptAt;
    private TimeSpan pause = ShortestPause;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (guard.MayPromise && await Try(stoppingToken))
            {
                pause = ShortestPause;
                continue;
            }

            // The longer nothing comes, the less often it is looked; a tip waits a second at most.
            await Task.Delay(failing ? LongestPause : pause, clock, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<bool> Try(CancellationToken cancel)
    {
        try
        {
            await Sweep(cancel);
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

    // At the start, and then now and then.
    private async Task Sweep(CancellationToken cancel)
    {
        if (sweptAt is { } swept && clock.GetElapsedTime(swept) < BetweenSweeps)
        {
            return;
        }

        if (await news.Sweep(cancel) is > 0 and var found)
        {
            log.LogInformation("{Count} tips had no place yet; they are placed now", found);
        }

        sweptAt = clock.GetTimestamp();
    }
}
