namespace TipIntake.Catalogue;

/// <summary>Looks every two seconds whether another process has changed an object.</summary>
internal sealed class CatalogueRefreshWorker(PublishedCatalogue catalogue, ILogger<CatalogueRefreshWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await catalogue.Refresh(stoppingToken);
                failing = false;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Once per outage and without the message, which may quote a row.
                if (!failing)
                {
                    log.LogWarning("The catalogue cannot be read ({Fault}); the last copy goes on being served", fault.GetType().Name);
                }

                failing = true;
            }

            await Task.Delay(catalogue.Current is null ? FirstInterval : Interval, stoppingToken);
        }
    }
}
