namespace TipIntake.Platform;

/// <summary>Who may send how much, and whose word about addresses is believed.</summary>
internal static class LimitSettings
{
    public static readonly Setting[] All =
    [
        new("Proxies:Known:*", "proxies whose `X-Forwarded-For` is believed: addresses or networks", "none: nobody is believed", "list"),
        new("Proxies:ForwardLimit", "how many proxies stand in a row", "1", "proxies"),
        new("IpRateLimiting:*", "limits per network, with AspNetCoreRateLimit's keys; an unknown key stops the start ([rate-limits.md](rate-limits.md))", "see `appsettings.json`", "requests per `Period`", ReadBy.PublicDoor),
        new("IpRateLimitPolicies:*", "limits per network, with AspNetCoreRateLimit's keys; an unknown key stops the start ([rate-limits.md](rate-limits.md))", "see `appsettings.json`", "requests per `Period`", ReadBy.PublicDoor),
        new("TipLanes:RefuseAfter", "a source is refused at so many times the limit that defers it", "10", "times", ReadBy.PublicDoor),
        new("TipLanes:WiderNetwork", "an IPv6 /48 may send so many times what a /64 may", "8", "times", ReadBy.PublicDoor),
        new("TipLanes:FirstTipsOfASource", "in a flood, tips of one source that get into the first lane by waiting instead of work", "3", "tips", ReadBy.PublicDoor),
        new("TipLanes:FirstHandShare", "tips of people who know at first hand that go first without work while their object is flooded ([why](decisions/0010-proof-of-work-under-pressure.md))", "10", "per cent of the object's limit", ReadBy.PublicDoor),
        new("TipLanes:Object:*", "beyond this an alarm is up: tips without work or waiting go to the deferred lane ([under pressure](rate-limits.md#under-pressure))", "1,000 in `10m`", "tips per `Period`", ReadBy.PublicDoor),
        new("TipLanes:Deployment:*", "beyond this an alarm is up: tips without work or waiting go to the deferred lane ([under pressure](rate-limits.md#under-pressure))", "3,000 in `10m`", "tips per `Period`", ReadBy.PublicDoor),
        new("TipLanes:Spread", "by up to so much those two limits vary from period to period, so that nobody outside can tell when the alarm goes up", "25", "per cent", ReadBy.PublicDoor),
        new("CrossOrigin:Origins:*", "sites whose scripts may read published objects", "none", "list", ReadBy.PublicDoor),
    ];
}
