namespace TipIntake.Tips;

/// <summary>Looks every few seconds whether staff have made or ended a campaign.</summary>
internal sealed class CampaignRefreshWorker(KnownCampaigns campaigns, TimeProvider clock, ILogger<CampaignRefreshWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await campaigns.Refresh(stoppingToken);
                failing = false;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Once per outage and without the message, which may quote a row.
                if (!failing)
                {
                    log.LogWarning("The campaigns cannot be read ({Fault}); the last copy goes on being used", fault.GetType().Name);
                }

                failing = true;
            }

            await Task.Delay(Interval, clock, stoppingToken);
        }
    }
}
