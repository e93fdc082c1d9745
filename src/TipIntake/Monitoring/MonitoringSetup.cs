using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TipIntake.Platform;
using TipIntake.Security;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Monitoring;

/// <summary>
/// Numbers for the operator's own monitoring, at a door of their own (<c>Surfaces:Monitoring:Url</c>), and traces where <c>Monitoring:Traces:Endpoint</c> names a collector. Both are off unless they are asked for.
/// Privacy: no label names an object, a person, an address or a path.
/// </summary>
internal static class MonitoringSetup
{
    private const string Endpoint = "Monitoring:Traces:Endpoint";
    private const double Share = 0.01;

    /// <summary>What may be asked for; everything else of these libraries is dropped.</summary>
    private static readonly string[] Meters =
        ["TipIntake.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql"];

    public static WebApplicationBuilder AddMonitoring(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServiceGauges>();
        if (StaffDoor.IsOpen(builder.Configuration))
        {
            builder.Services.AddSingleton(LastRuns.From(builder.Configuration)).AddScoped<ShowStatus>();
            builder.Services.AddRepeated<WatchBacklog>(Repetition.Every(TimeSpan.FromSeconds(30), "Looking how far behind the work is"), (backlog, cancel) => backlog.Run(cancel));
        }

        if (IsAsked(builder.Configuration))
        {
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Meters)
                .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { TagKeys = ["http.request.method", "http.route", "http.response.status_code"], Boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] })
                .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
                .AddView(instrument => instrument.Meter.Name == "Npgsql" ? new MetricStreamConfiguration { TagKeys = ["state"] } : null)
                .AddView(instrument => instrument.Meter.Name == "Microsoft.AspNetCore.Server.Kestrel" ? new MetricStreamConfiguration { TagKeys = [] } : null)
                .AddPrometheusExporter(o => o.ScrapeEndpointPath = "/metrics"));
        }

        if (builder.Configuration[Endpoint] is { Length: > 0 } given)
        {
            var address = Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri! : throw new SettingException($"{Endpoint} is the whole address of a collector, such as http://localhost:4317.");
            builder.Services.AddOpenTelemetry().WithTracing(traces => traces.SetSampler(new TraceIdRatioBasedSampler(Share))
                .AddAspNetCoreInstrumentation(o => o.RecordException = false).AddNpgsql().AddProcessor(new OnlyHarmlessTags()).AddOtlpExporter(o => o.Endpoint = address));
        }

        return builder;
    }

    public static void MapMonitoring(this WebApplication app)
    {
        // Made now, so that it has something to say when it is asked.
        app.Services.GetRequiredService<ServiceGauges>();
        if (IsAsked(app.Configuration))
        {
            app.MapSurface(Surface.Monitoring).ForStrangers().MapPrometheusScrapingEndpoint().ExcludeFromDescription();
        }
    }

    public static void MapStatus(this IEndpointRouteBuilder staff) =>
        staff.MapGet("/api/v1/status", ShowStatus.Handle).For(StaffRole.Administrator, StaffRole.Auditor).WithTags("Status").WithName(nameof(ShowStatus))
            .WithSummary("How far behind the work is, when the last backup was made, and which limits are in force.").Produces<StatusView>().Refuses(Refusals.NotSignedIn, Refusals.NotAllowed, Refusals.Unexpected);

    private static bool IsAsked(IConfiguration configuration) => SurfaceListeners.UrlOf(configuration, Surface.Monitoring).Length > 0;
}
