namespace TipIntake.Storage;

/// <summary>
/// Work that is there now and then: done as long as there is some, else looked for again after a pause. Every node looks, and the work itself sees to it that one
/// at a time does it. A fault ends nothing: it is said once, and tried again.
/// </summary>
/// <param name="work">False when there was nothing to do, or another node does it.</param>
internal sealed class RepeatedWork(Repetition repetition, Func<CancellationToken, Task<bool>> work, StorageGuard guard, TimeProvider clock, ILogger<RepeatedWork> log) : BackgroundService
{
    private bool failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = repetition.ShortestPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (guard.MayPromise && await Try(stoppingToken))
            {
                pause = repetition.ShortestPause;
                continue;
            }

            // The longer there is nothing, the less often it is looked for.
            await Task.Delay(failing ? repetition.LongestPause : pause, clock, stoppingToken);
            pause = pause * 2 < repetition.LongestPause ? pause * 2 : repetition.LongestPause;
        }
    }

    private async Task<bool> Try(CancellationToken cancel)
    {
        try
        {
            var worked = await work(cancel);
            failing = false;
            return worked;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // Once per outage and without the message, which may quote a row.
            if (!failing)
            {
                log.LogError("{Work} does not go on ({Fault} {State}); it is tried again", repetition.Work, fault.GetType().Name, (fault as Npgsql.PostgresException)?.SqlState);
            }

            failing = true;
            return false;
        }
    }
}

/// <param name="Work">What the log calls it: "Placing tips".</param>
/// <param name="ShortestPause">After work; doubled as long as there is none.</param>
internal sealed record Repetition(string Work, TimeSpan ShortestPause, TimeSpan LongestPause)
{
    public static Repetition Every(TimeSpan pause, string work) => new(work, pause, pause);
}

internal static class RepeatedWorkSetup
{
    public static IServiceCollection AddRepeated<T>(this IServiceCollection services, Repetition repetition, Func<T, CancellationToken, Task<bool>> work)
        where T : class => services.AddSingleton<T>().AddSingleton<IHostedService>(provider => new RepeatedWork(
            repetition, cancel => work(provider.GetRequiredService<T>(), cancel), provider.GetRequiredService<StorageGuard>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RepeatedWork>>()));
}
