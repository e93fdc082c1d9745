using System.Text.Json;
using Marten;
using TipIntake.Catalogue;
using TipIntake.Security.Keys;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;

namespace TipIntake.Tips;

/// <summary>One made-up tip of the demonstration: what a person might have written, and how long ago.</summary>
internal sealed record DemonstrationTip(
    string Object, double MinutesAgo, string Text, string? Language, string? Country, string? Place, string? Period, string? Link, string? Basis);

/// <summary>In Development, once: tips about the demonstration objects, through the same path as any other, so that every page has something to show.</summary>
internal sealed class DemonstrationTips(
    IDocumentStore store, PublishedCatalogue catalogue, KeyRing keys, ContactSeal seal, KnownCampaigns campaigns, TipInbox inbox, Admissions admissions, StorageGuard guard, TimeProvider clock,
    ILogger<DemonstrationTips> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var tips = Read();
            if (await ObjectsAreThere(tips, stoppingToken) && !await AnyTip(stoppingToken))
            {
                await Task.WhenAll(tips.Index().Select(numbered => Send(numbered.Item, numbered.Index)));
            }
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning("Demonstration: no tips were sent ({Fault})", fault.GetType().Name);
        }
    }

    // The objects are brought in beside us.
    private async Task<bool> ObjectsAreThere(DemonstrationTip[] tips, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();

        while (!guard.MayPromise || Array.Exists(tips, tip => catalogue.Find(tip.Object) is null))
        {
            if (clock.GetElapsedTime(started) > LongestWait)
            {
                return false;
            }

            await Task.Delay(Pause, clock, cancel);
        }

        return true;
    }

    private async Task<bool> AnyTip(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Tip>().AnyAsync(cancel);
    }

    private async Task Send(DemonstrationTip tip, int number)
    {
        var submit = new SubmitTip(catalogue, keys, seal, campaigns, inbox, admissions, guard, new EarlierClock(clock, TimeSpan.FromMinutes(tip.MinutesAgo)));
        var request = new SubmitTipRequest(tip.Text, tip.Country, tip.Place, tip.Period, tip.Link, tip.Basis, tip.Language);
        await submit.Run(tip.Object, request, textReplaced: false, $"demonstration-{number:D4}", Admission.Exempt);
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
