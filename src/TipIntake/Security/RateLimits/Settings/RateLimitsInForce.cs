using System.Globalization;

namespace TipIntake.Security.RateLimits;

/// <summary>The limits in one line each, for the person who starts the service.</summary>
internal static class RateLimitsInForce
{
    public static IEnumerable<string> Describe(RateLimitSettings settings)
    {
        foreach (var rule in settings.GeneralRules.Where(rule => rule.Endpoint.IsEverything || settings.EnableEndpointRateLimiting))
        {
            yield return Words(rule);
        }

        if (settings.EndpointWhitelist.Count > 0)
        {
            yield return $"none for {string.Join(", ", settings.EndpointWhitelist)}";
        }

        if (settings.IpPolicies.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"other limits for some addresses: IpRateLimitPolicies has {settings.IpPolicies.Count}");
        }

        if (settings.IpWhitelist.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"none for some addresses: IpWhitelist has {settings.IpWhitelist.Count}");
        }

        var lanes = settings.Lanes;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"tips are deferred beyond that or beyond about {Words(lanes.Object)} for an object, {Words(lanes.Deployment)} in all; refused at {lanes.RefuseAfter} times a network's limit");
    }

    private static string Words(RateLimitRule rule) => string.Create(
        CultureInfo.InvariantCulture, $"{rule.Endpoint}: {rule.Limit} in {rule.Period.Text}{(rule.MonitorMode ? ", only watched" : "")}");

    private static string Words(LaneThreshold threshold) => string.Create(CultureInfo.InvariantCulture, $"{threshold.Limit} in {threshold.Period.Text}");
}
