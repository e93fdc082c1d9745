using System.Text.Json;
using Marten;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Keys;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <summary>One made-up tip of the demonstration: what a person might have written, and how long ago.</summary>
internal sealed record DemonstrationTip(
    string Object, double MinutesAgo, string Text, string? Language, string? Country, string? Place, string? Period, string? Link, string? Basis);

/// <summary>In Development, once: tips about the demonstration objects, through the same path as any other, so that every page has something to show.</summary>
internal sealed class DemonstrationTips(
    IDocumentStore store, PublishedCatalogue catalogue, KeyRing keys, ContactSeal seal, TipInbox inbox, StorageGuard guard, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!guard.MayPromise)
        {
            await Task.Delay(Pause, clock, stoppingToken);
        }

        await using var session = store.QuerySession();
        if (await session.Query<Tip>().AnyAsync(stoppingToken))
        {
            return;
        }

        foreach (var (number, tip) in Read().Index())
        {
            await Send(tip, number, stoppingToken);
        }
    }

    private async Task Send(DemonstrationTip tip, int number, CancellationToken cancel)
    {
        var submit = new SubmitTip(catalogue, keys, seal, inbox, guard, new EarlierClock(clock, TimeSpan.FromMinutes(tip.MinutesAgo)));
        var request = new SubmitTipRequest(tip.Text, tip.Country, tip.Place, tip.Period, tip.Link, tip.Basis, tip.Language);

        var started = clock.GetTimestamp();

        // The objects are brought in beside us; a tip waits for its own.
        while ((await submit.Run(tip.Object, request, textReplaced: false, $"demonstration-{number:D4}", Lane.First)).Refusal == Refusals.ObjectUnknown
            && clock.GetElapsedTime(started) < LongestWait)
        {
            await Task.Delay(Pause, clock, cancel);
        }
    }

    private static DemonstrationTip[] Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Tips", "Demonstration", "tips.json"));
        return JsonSerializer.Deserialize<DemonstrationTip[]>(file, JsonSerializerOptions.Web)!;
    }

    private sealed class EarlierClock(TimeProvider clock, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - by;
    }
}
