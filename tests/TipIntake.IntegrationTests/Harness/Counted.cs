using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>What one of a service's counters has counted since.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener listener = new();
    private long total;

    public Counted(RunningService service, string instrument)
    {
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (published, listening) =>
        {
            if (published.Name == instrument && ReferenceEquals(published.Meter.Scope, meters))
            {
                listening.EnableMeasurementEvents(published);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref total, measurement));
        listener.Start();
    }

    public long Total => Interlocked.Read(ref total);

    public void Dispose() => listener.Dispose();
}
