using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>The real service on real listeners, in this process.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningService(WebApplication app, LogLines log)
    {
        this.app = app;
        Log = log;

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Visitor = Client(addresses[0]);
        // A third one, where a test opens it, is the monitoring's.
        Staff = Client(addresses[Math.Min(1, addresses.Length - 1)]);
    }

    /// <summary>Somebody at the public door.</summary>
    public HttpClient Visitor { get; }

    /// <summary>Somebody at the staff door.</summary>
    public HttpClient Staff { get; }

    public LogLines Log { get; }

    internal WebApplication App => app;

    internal IServiceProvider Services => app.Services;

    public static async Task<RunningService> Start(IReadOnlyDictionary<string, string?> settings, Action<WebApplicationBuilder>? adjust = null, bool applySchema = true)
    {
        var data = Directory.CreateTempSubdirectory("tipintake").FullName;
        var builder = Program.Builder(["--environment=Development"]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings, StringComparer.Ordinal)
        {
            ["Surfaces:Public:Url"] = "http://127.0.0.1:0",
            ["Surfaces:Staff:Url"] = settings.GetValueOrDefault("Surfaces:Staff:Url") ?? "http://127.0.0.1:0",
            ["Data:Path"] = settings.GetValueOrDefault("Data:Path") ?? data,
        });

        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        adjust?.Invoke(builder);

        var built = Program.Build(builder);
        if (applySchema)
        {
            await built.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);
        }

        await built.Services.GetRequiredService<StorageGuard>().Look(CancellationToken.None);
        await built.StartAsync();
        return new RunningService(built, log);
    }

    public Task Stop() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        Staff.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static HttpClient Client(string address) => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
}

/// <summary>Every line the service logs, at every level, as an operator could have it.</summary>
public sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IEnumerable<string> All => lines;

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Line(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
