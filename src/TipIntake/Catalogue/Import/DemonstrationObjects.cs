using Marten;

namespace TipIntake.Catalogue;

/// <summary>In Development, fills an empty catalogue with objects that we drew ourselves, once the service is up.</summary>
internal sealed class DemonstrationObjects(
    IDocumentStore store,
    PublishedCatalogue catalogue,
    ImportObjects import,
    IHostApplicationLifetime lifetime,
    ILogger<DemonstrationObjects> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Catalogue", "Demonstration");

    public async Task<bool> ImportIfEmpty(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        if (await session.Query<TracedObject>().AnyAsync(cancel))
        {
            return false;
        }

        var report = await import.Run(Folder, static _ => { }, cancel);
        log.LogInformation("Demonstration: {Count} objects are published", report.Changed);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!lifetime.ApplicationStarted.IsCancellationRequested || catalogue.Current is null)
            {
                await Task.Delay(Pause, stoppingToken);
            }

            await ImportIfEmpty(stoppingToken);
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning("The demonstration objects were not imported ({Fault})", fault.GetType().Name);
        }
    }
}
