using System.Collections.Concurrent;
using TipIntake.Platform;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Tells open pages what happens to leads. One look at the database a second for all of them, however many there are, and a short one while nobody looks.</summary>
internal sealed class LeadNews(DatabaseConnections connections, StorageGuard guard, TimeProvider clock, ILogger<LeadNews> log) : BackgroundService
{
    /// <summary>Pages that a node keeps informed; others are asked to look by themselves.</summary>
    public const int MostListeners = 200;
    public const int MostOfOnePerson = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<LeadListener, bool> listeners = new();
    private readonly Lock entrance = new();
    private readonly LeadEventReader reader = new(connections);
    private bool failing;

    public Outcome<LeadListener> Listen(OpenPage page)
    {
        lock (entrance)
        {
            if (listeners.Count >= MostListeners || listeners.Keys.Count(listener => listener.Member == page.Member) >= MostOfOnePerson)
            {
                return Refusals.TooManyRequests;
            }

            var listener = new LeadListener(page, gone => listeners.TryRemove(gone, out _));
            listeners[listener] = true;
            return listener;
        }
    }

    public Task<long> FindLast(CancellationToken cancel) => reader.FindLast(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (guard.MayPromise)
            {
                await Try(stoppingToken);
            }

            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    private async Task Try(CancellationToken cancel)
    {
        try
        {
            await Look(cancel);
            failing = false;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            if (!failing)
            {
                log.LogWarning("Open pages are not told what changes ({Fault}); it is tried again", fault.GetType().Name);
            }

            failing = true;
        }
    }

    private async Task Look(CancellationToken cancel)
    {
        var open = listeners.Keys.ToArray();
        if (open.Length == 0)
        {
            await reader.SkipToEnd(cancel);
            return;
        }

        var happened = await reader.Read(cancel);
        string[] watched = [.. open.Select(listener => listener.Lead).OfType<string>().Distinct(StringComparer.Ordinal)];
        var holders = watched.Length == 0 ? [] : await reader.FindHolders(watched, clock.GetUtcNow(), cancel);
        foreach (var listener in open)
        {
            listener.Tell(happened);
            if (listener.Lead is { } lead)
            {
                listener.TellHolder(holders.TryGetValue(lead, out var member) ? member : null);
            }
        }
    }
}
