using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace TipIntake.IntegrationTests.Harness;

/// <summary>More tips than an object's limit, each from another network.</summary>
internal static class Floods
{
    public const int Limit = 20;

    /// <summary>This machine is believed to forward for others, is not let through unseen, and twenty tips raise an object's alarm.</summary>
    public static readonly (string Key, string Value)[] SmallLimits =
    [
        ("Proxies:Known:0", "127.0.0.1"), ("IpRateLimiting:IpWhitelist:0", "192.0.2.1"), ("IpRateLimiting:IpWhitelist:1", "192.0.2.2"),
        ShippedRules.Limit(ShippedRules.Tips, "30"), ("TipLanes:Object:Limit", Limit.ToString(CultureInfo.InvariantCulture)), ("TipLanes:Spread", "0"),
    ];

    public static async Task Flood(this RunningService service, string reference, int tips = Limit + 1)
    {
        for (var i = 0; i < tips; i++)
        {
            var from = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{i}");
            var answer = await service.Visitor.PostWithKey(
                $"/api/v1/objects/{reference}/tips", () => JsonContent.Create(new { text = $"flood {i}" }), TipRequests.NewKey(), request => request.Headers.Add("X-Forwarded-For", from));
            Assert.Equal(HttpStatusCode.Created, answer.Status);
        }
    }

    /// <summary>The lanes of the stored tips, by their text.</summary>
    public static async Task<Dictionary<string, string>> Lanes(this TipIntakeApp app, string reference, string database) =>
        (await app.StoredTips(reference, database)).ToDictionary(tip => (string)tip["text"]!, tip => ((string)tip["lane"]!).ToLowerInvariant(), StringComparer.Ordinal);
}
