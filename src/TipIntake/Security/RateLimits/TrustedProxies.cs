using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using TipIntake.Platform;

namespace TipIntake.Security.RateLimits;

/// <summary>
/// The settings <c>Proxies:Known</c> and <c>Proxies:ForwardLimit</c>: whose word about a caller's address is taken, and over how many
/// proxies. Nothing configured means that nobody's is: the address of the connection counts.
/// </summary>
internal static class TrustedProxies
{
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, IConfiguration configuration)
    {
        var faults = new List<string>();
        var options = Read(configuration, faults);
        if (faults.Count > 0)
        {
            throw new SettingException(string.Join(Environment.NewLine, faults));
        }

        return options.KnownProxies.Count + options.KnownIPNetworks.Count == 0 ? app : app.UseForwardedHeaders(options);
    }

    private static ForwardedHeadersOptions Read(IConfiguration configuration, List<string> faults)
    {
        // The framework's switch of this name believes every sender; anybody could then pose as anybody.
        if (configuration.GetValue<string>("ForwardedHeaders_Enabled") is { Length: > 0 } enabled && !string.Equals(enabled, "false", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("ASPNETCORE_FORWARDEDHEADERS_ENABLED believes every sender of X-Forwarded-For. Name your proxies in Proxies:Known instead.");
        }

        var proxies = new StrictSection(configuration.GetSection("Proxies"), faults);
        proxies.Knows("Known", "ForwardLimit");
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = proxies.Number("ForwardLimit", 1, 1, 16),
        };

        // The framework trusts this machine unless told otherwise; we trust who is named.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in proxies.List("Known", t => Parse(t) is null ? null : t, "an address or a network such as 192.0.2.0/24"))
        {
            options.KnownIPNetworks.Add(Parse(text)!.Value);
        }

        return options;
    }

    private static System.Net.IPNetwork? Parse(string text) =>
        System.Net.IPNetwork.TryParse(text, out var network) ? network
        : text.AsSpan().IndexOfAny('.', ':') >= 0 && IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
