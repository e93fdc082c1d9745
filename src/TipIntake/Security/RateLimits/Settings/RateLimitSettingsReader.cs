using TipIntake.Platform;

namespace TipIntake.Security.RateLimits;

/// <summary>Reads AspNetCoreRateLimit's configuration keys, and our own TipLanes; what is wrong stops the start, all of it named at once.</summary>
internal static class RateLimitSettingsReader
{
    public static RateLimitSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var settings = ReadAll(configuration, faults);

        return faults.Count == 0 ? settings : throw new SettingException(
            "The rate limits' configuration cannot be used:" + string.Concat(faults.Select(f => $"{Environment.NewLine}  {f}")));
    }

    private static RateLimitSettings ReadAll(IConfiguration configuration, List<string> faults)
    {
        var limits = new StrictSection(configuration.GetSection("IpRateLimiting"), faults);
        limits.Knows(
            "EnableEndpointRateLimiting", "StackBlockedRequests", "RealIpHeader", "ClientIdHeader", "HttpStatusCode", "QuotaExceededResponse",
            "QuotaExceededMessage", "IpWhitelist", "EndpointWhitelist", "ClientWhitelist", "RateLimitCounterPrefix", "DisableRateLimitHeaders",
            "EnableRegexRuleMatching", "RequestBlockedBehavior", "RequestBlockedBehaviorAsync", "IpPolicyPrefix", "GeneralRules");
        RefuseUnsafe(limits);
        var rules = new RateLimitRuleReader(limits.Text("RateLimitCounterPrefix") ?? "");

        return new RateLimitSettings
        {
            EnableEndpointRateLimiting = limits.Flag("EnableEndpointRateLimiting"),
            StackBlockedRequests = limits.Flag("StackBlockedRequests"),
            DisableRateLimitHeaders = limits.Flag("DisableRateLimitHeaders"),
            HttpStatusCode = limits.Number("HttpStatusCode", StatusCodes.Status429TooManyRequests, 400, 599),
            QuotaExceededResponse = RateLimitRuleReader.ReadResponse(limits) ?? RateLimitRuleReader.ReadMessage(limits),
            IpWhitelist = limits.List("IpWhitelist", AddressRange.Parse, "an address, a network such as 192.0.2.0/24, or a range"),
            EndpointWhitelist = limits.List("EndpointWhitelist", EndpointPattern.Parse, "verb:/path, *:/path or *"),
            GeneralRules = rules.ReadAll(limits, "GeneralRules"),
            IpPolicies = ReadPolicies(rules, new StrictSection(configuration.GetSection("IpRateLimitPolicies"), faults)),
            Lanes = ReadLanes(new StrictSection(configuration.GetSection("TipLanes"), faults)),
        };
    }

    private static void RefuseUnsafe(StrictSection limits)
    {
        limits.Refuse("RealIpHeader", "is not taken: anybody can send that header. Name your proxies in Proxies:Known instead.");
        limits.Refuse("ClientIdHeader", "is not taken: anybody can send that header. Sources are told apart by their network.");
        limits.Refuse("ClientWhitelist", "is not taken: it trusts a header that anybody can send. Use IpWhitelist.");
        limits.Refuse("RequestBlockedBehavior", "is code, not a setting. Watch the metric tipintake.admissions instead.");
        limits.Refuse("RequestBlockedBehaviorAsync", "is code, not a setting. Watch the metric tipintake.admissions instead.");
        limits.Refuse("IpPolicyPrefix", "is not taken: policies are read from IpRateLimitPolicies, there is no store to prefix.");
        if (limits.Flag("EnableRegexRuleMatching"))
        {
            limits.Fault("EnableRegexRuleMatching", "is not taken: an expression can be made to run for ever. Write * in the path instead.");
        }
    }

    private static List<IpPolicy> ReadPolicies(RateLimitRuleReader rules, StrictSection policies)
    {
        policies.Knows("IpRules");
        var found = new List<IpPolicy>();
        foreach (var policy in policies.Sections("IpRules"))
        {
            policy.Knows("Ip", "Rules");
            if (AddressRange.Parse(policy.Text("Ip") ?? "") is { } addresses)
            {
                found.Add(new IpPolicy(addresses, rules.ReadAll(policy, "Rules")));
            }
            else
            {
                policy.Fault("Ip", "is an address, a network such as 192.0.2.0/24, or a range.");
            }
        }

        return found;
    }

    private static TipLanes ReadLanes(StrictSection lanes)
    {
        lanes.Knows("RefuseAfter", "WiderNetwork", "FirstTipsOfASource", "FirstHandShare", "Spread", "Object", "Deployment");
        return new TipLanes
        {
            RefuseAfter = lanes.Number("RefuseAfter", 10, 1, 1000),
            WiderNetwork = lanes.Number("WiderNetwork", 8, 1, 1000),
            FirstTipsOfASource = lanes.Number("FirstTipsOfASource", 3, 0, 1000),
            FirstHandShare = lanes.Number("FirstHandShare", 10, 0, 100),
            Spread = lanes.Number("Spread", 25, 0, 90),
            Object = ReadThreshold(lanes.Section("Object"), 1000),
            Deployment = ReadThreshold(lanes.Section("Deployment"), 3000),
        };
    }

    private static LaneThreshold ReadThreshold(StrictSection threshold, int otherwise)
    {
        threshold.Knows("Period", "Limit");
        var text = threshold.Text("Period") ?? "10m";
        if (!Period.TryParse(text, out var period))
        {
            threshold.Fault("Period", "is a number and s, m, h or d, such as 10s, 1m, 10m, 1h, and at most 1d.");
        }

        return new LaneThreshold(period, threshold.Number("Limit", otherwise, 0, RateLimitRuleReader.HighestLimit));
    }
}
