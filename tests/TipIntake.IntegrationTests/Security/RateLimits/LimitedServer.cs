using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;
using TipIntake.Security;
using TipIntake.Security.RateLimits;

namespace TipIntake.IntegrationTests.Security.RateLimits;

/// <summary>Real listeners with the rate limits in front of routes that say which lane they were given; no database behind.</summary>
internal sealed class LimitedServer : IAsyncDisposable
{
    public static readonly (string Key, string Value)[] ThisMachineIsTheProxy = [("Proxies:Known:0", "127.0.0.1")];

    private readonly WebApplication app;

    private LimitedServer(WebApplication app, FakeTimeProvider clock, LogLines log)
    {
        this.app = app;
        Clock = clock;
        Log = log;
        Public = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Staff = new HttpClient { BaseAddress = new Uri(app.Urls.Last()) };
    }

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; }

    public HttpClient Public { get; }

    public HttpClient Staff { get; }

    public static Task<LimitedServer> Start(params (string Key, string Value)[] settings) => Start(new byte[32], settings);

    /// <summary>Without a key of the day the limits cannot work at all.</summary>
    public static Task<LimitedServer> StartBroken(params (string Key, string Value)[] settings) => Start(null, settings);

    private static async Task<LimitedServer> Start(byte[]? key, (string Key, string Value)[] settings)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var log = new LogLines();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(
            [.. TipRule.Concat(settings).GroupBy(s => s.Key).Select(s => KeyValuePair.Create(s.Key, (string?)s.Last().Value))]);
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, l => l.MarkConnections(Surface.Public));
            kestrel.Listen(IPAddress.Loopback, 0, l => l.MarkConnections(Surface.Staff));
        });
        builder.Services.AddRoutingCore().AddMetrics().AddSingleton<TimeProvider>(clock)
            .AddSingleton<NetworkKey>(_ => key ?? throw new InvalidOperationException("The key of 192.0.2.1 is gone."));
        builder.AddPlatform().AddRateLimits();

        var built = builder.Build();
        built.UsePlatform();
        built.UseRouting();
        built.UseRateLimits();
        built.MapPost("/api/v1/objects/{reference}/tips", context =>
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            return context.Response.WriteAsync($"{Admission.Of(context).Lane} {context.Connection.RemoteIpAddress}");
        }).TakesTips();
        built.MapGet("/page", context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress}"));
        built.MapGet("/health/live", context => context.Response.WriteAsync("live"));
        await built.StartAsync();
        return new LimitedServer(built, clock, log);
    }

    private static (string Key, string Value)[] TipRule =>
    [
        ("IpRateLimiting:EnableEndpointRateLimiting", "true"),
        ("IpRateLimiting:EndpointWhitelist:0", "*:/health/*"),
        ("IpRateLimiting:GeneralRules:0:Endpoint", "post:/api/v1/objects/*/tips"),
        ("IpRateLimiting:GeneralRules:0:Period", "10m"),
        ("IpRateLimiting:GeneralRules:0:Limit", "3"),
        ("IpRateLimiting:GeneralRules:1:Endpoint", "get:/*"),
        ("IpRateLimiting:GeneralRules:1:Period", "1m"),
        ("IpRateLimiting:GeneralRules:1:Limit", "4"),
        ("TipLanes:RefuseAfter", "2"),
    ];

    public Task<Answer> SendTip(string? forwardedFor = null, string? language = null) => Ask(Public, HttpMethod.Post, "/api/v1/objects/OBJ-2026-0001/tips", forwardedFor, language);

    public Task<Answer> Get(string path = "/page", string? forwardedFor = null) => Ask(Public, HttpMethod.Get, path, forwardedFor, null);

    public static async Task<Answer> Ask(HttpClient door, HttpMethod method, string path, string? forwardedFor, string? language)
    {
        using var request = new HttpRequestMessage(method, path);
        if (forwardedFor is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        }

        request.Headers.TryAddWithoutValidation("Accept-Language", language ?? "en");
        return await door.Ask(request);
    }

    /// <summary>Sends a header value byte for byte, which no client library would do, and returns the status line.</summary>
    public async Task<string> GetWithRawHeader(string name, byte[] value)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Public.BaseAddress!.Host, Public.BaseAddress.Port);
        await using var stream = socket.GetStream();
        byte[] request = [.. Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{name}: "), .. value, .. "\r\n\r\n"u8];
        await stream.WriteAsync(request);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadLineAsync() ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Staff.Dispose();
        await app.DisposeAsync();
    }
}
