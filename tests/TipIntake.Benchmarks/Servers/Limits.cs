using System.Globalization;
using System.Text.Json;

namespace TipIntake.Benchmarks.Servers;

/// <summary>
/// Settings of the rate limiter for a load that comes from one address. The limiter keeps every rule that the service ships with and
/// counts every request; only the numbers change.
/// </summary>
internal static class Limits
{
    private const int Most = 1_000_000;

    /// <summary>Nothing is refused or deferred.</summary>
    public static IReadOnlyDictionary<string, string> Admitting(string programFolder) => Settings(programFolder, tipsPerSecond: Most);

    /// <summary>Some thousand tips per second pass, the rest is refused.</summary>
    public static IReadOnlyDictionary<string, string> Refusing(string programFolder) => Settings(programFolder, tipsPerSecond: 200);

    private static Dictionary<string, string> Settings(string programFolder, int tipsPerSecond)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TipLanes:Object:Period"] = "1s",
            ["TipLanes:Object:Limit"] = $"{Most}",
            ["TipLanes:Deployment:Period"] = "1s",
            ["TipLanes:Deployment:Limit"] = $"{Most}",
        };
        foreach (var (n, endpoint) in Endpoints(programFolder).Index())
        {
            var limit = endpoint.Contains("objects", StringComparison.Ordinal) ? tipsPerSecond : Most;
            settings[$"IpRateLimiting:GeneralRules:{n}:Period"] = "1s";
            settings[$"IpRateLimiting:GeneralRules:{n}:Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        }

        return settings;
    }

    private static string[] Endpoints(string programFolder)
    {
        using var shipped = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(programFolder, "appsettings.json")));
        return shipped.RootElement.TryGetProperty("IpRateLimiting", out var limits) && limits.TryGetProperty("GeneralRules", out var rules)
            ? rules.EnumerateArray().Select(rule => rule.GetProperty("Endpoint").GetString()!).ToArray()
            : [];
    }
}
