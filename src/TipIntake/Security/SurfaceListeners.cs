using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TipIntake.Platform;

namespace TipIntake.Security;

/// <summary>Settings <c>Surfaces:Public</c>, <c>Surfaces:Staff</c> and <c>Surfaces:Monitoring</c>; an empty address switches a door off.</summary>
internal sealed record SurfaceSettings
{
    public string Url { get; init; } = "";
}

/// <summary>Opens one listener per door and bounds what a connection may cost.</summary>
internal static class SurfaceListeners
{
    public static void Configure(WebHostBuilderContext context, KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        BoundConnections(kestrel.Limits);

        foreach (var surface in Enum.GetValues<Surface>())
        {
            if (UrlOf(context.Configuration, surface) is { Length: > 0 } url)
            {
                Listen(kestrel, url, surface);
            }
        }
    }

    public static string UrlOf(IConfiguration configuration, Surface surface) =>
        configuration.GetSection($"Surfaces:{surface}").Get<SurfaceSettings>()?.Url ?? "";

    // Kestrel's own defaults are generous: unlimited connections, 30 MB bodies, 130 s keep-alive.
    private static void BoundConnections(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = 4_096;
        limits.MaxConcurrentUpgradedConnections = 0;
        // What chunked transfer adds counts here too; the exact limit of a body is the reader's.
        limits.MaxRequestBodySize = 65_536 + 4_096;
        limits.MaxRequestLineSize = 4_096;
        limits.MaxRequestHeadersTotalSize = 16_384;
        limits.MaxRequestHeaderCount = 64;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 32;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
    }

    private static void Listen(KestrelServerOptions kestrel, string url, Surface surface)
    {
        var address = BindingAddress.Parse(url);

        if (address.IsUnixPipe)
        {
            kestrel.ListenUnixSocket(address.UnixPipePath, listener => listener.MarkConnections(surface));
        }
        else if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) && address.Port != 0)
        {
            kestrel.ListenLocalhost(address.Port, listener => Mark(listener, address, surface));
        }
        else if (address.Host is "*" or "+")
        {
            kestrel.ListenAnyIP(address.Port, listener => Mark(listener, address, surface));
        }
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var host))
        {
            kestrel.Listen(host, address.Port, listener => Mark(listener, address, surface));
        }
        else
        {
            // A name could mean every interface of this machine, the staff door's too.
            throw new SettingException($"Surfaces:{surface}:Url takes an address of this machine, localhost with a port, or * for all. It does not take the name {address.Host}.");
        }
    }

    private static void Mark(ListenOptions listener, BindingAddress address, Surface surface)
    {
        if (string.Equals(address.Scheme, "https", StringComparison.OrdinalIgnoreCase))
        {
            listener.UseHttps(tls => tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
        }

        listener.MarkConnections(surface);
    }
}
