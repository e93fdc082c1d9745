using Marten;
using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <summary>Looks every few seconds which objects are in a burst, and raises the alarm for them on this node; from the last copy while the database is away.</summary>
internal sealed class BurstRefreshWorker(IDocumentStore store, Admissions admissions, TimeProvider clock, ILogger<BurstRefreshWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var session = store.QuerySession();
                admissions.Raise((await session.Query<ObjectBurst>().ToListAsync(stoppingToken)).Select(burst => burst.Id));
                failing = false;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    log.LogWarning("The bursts cannot be read ({Fault}); the last copy goes on being used", fault.GetType().Name);
                }

                failing = true;
            }

            await Task.Delay(Interval, clock, stoppingToken);
        }
    }
}
