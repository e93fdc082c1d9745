namespace TipIntake.Security.RateLimits;

/// <summary>The sections IpRateLimiting, IpRateLimitPolicies and TipLanes, checked and ready to use.</summary>
internal sealed record RateLimitSettings
{
    public required bool EnableEndpointRateLimiting { get; init; }

    public required bool StackBlockedRequests { get; init; }

    public required bool DisableRateLimitHeaders { get; init; }

    public required int HttpStatusCode { get; init; }

    public required QuotaExceededResponse? QuotaExceededResponse { get; init; }

    public required IReadOnlyList<AddressRange> IpWhitelist { get; init; }

    public required IReadOnlyList<EndpointPattern> EndpointWhitelist { get; init; }

    public required IReadOnlyList<RateLimitRule> GeneralRules { get; init; }

    public required IReadOnlyList<IpPolicy> IpPolicies { get; init; }

    public required TipLanes Lanes { get; init; }
}

/// <summary>When a tip waits in the second queue instead of being refused.</summary>
internal sealed record TipLanes
{
    /// <summary>A source is refused only at so many times the limit that defers it.</summary>
    public required int RefuseAfter { get; init; }

    /// <summary>The /48 around an IPv6 source may send so many times what one /64 may.</summary>
    public required int WiderNetwork { get; init; }

    /// <summary>So many tips of a source get into the first lane by waiting, without work, while their object or the whole service is flooded.</summary>
    public required int FirstTipsOfASource { get; init; }

    /// <summary>While an object's alarm is up, so many per cent of its limit stay free in the first lane for who knows at first hand.</summary>
    public required int FirstHandShare { get; init; }

    /// <summary>By so many per cent up or down the two thresholds below vary from period to period, under a key.</summary>
    public required int Spread { get; init; }

    public required LaneThreshold Object { get; init; }

    public required LaneThreshold Deployment { get; init; }
}

internal sealed record LaneThreshold(Period Period, int Limit);
