using System.Text.Json;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>The rules that the service ships with, found by what they cover; their order may change.</summary>
internal static class ShippedRules
{
    public const string Tips = "post:/*objects/*";
    public const string Receipts = "post:/*receipt*";

    private static readonly string[] Endpoints = Read();

    public static (string Key, string Value)[] Unlimited => [.. Endpoints.Select(endpoint => Limit(endpoint, "1000000"))];

    public static (string Key, string Value)[] Closed => [.. Endpoints.Select(endpoint => Limit(endpoint, "0"))];

    public static (string Key, string Value) Limit(string endpoint, string limit)
    {
        var number = Array.IndexOf(Endpoints, endpoint);
        return number < 0 ? throw new ArgumentException($"No rule is shipped for {endpoint}.", nameof(endpoint)) : ($"IpRateLimiting:GeneralRules:{number}:Limit", limit);
    }

    private static string[] Read()
    {
        using var shipped = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "appsettings.json")));
        return [.. shipped.RootElement.GetProperty("IpRateLimiting").GetProperty("GeneralRules").EnumerateArray().Select(rule => rule.GetProperty("Endpoint").GetString()!)];
    }
}
