using System.Text;

namespace TipIntake.Security.RateLimits;

/// <summary>One line of <c>GeneralRules</c> or of an IP policy: so many requests to this endpoint in this period.</summary>
internal sealed record RateLimitRule(EndpointPattern Endpoint, Period Period, int Limit)
{
    public bool MonitorMode { get; init; }

    public QuotaExceededResponse? QuotaExceededResponse { get; init; }

    // Every rule counts for itself, and for all the paths it covers together: a limit cannot be walked around by varying a path.
    public ulong Salt { get; init; }
}

/// <summary>An answer the operator wrote: {0} is the limit, {1} the period, {2} the seconds to wait.</summary>
internal sealed record QuotaExceededResponse(CompositeFormat Content, string ContentType, int? StatusCode);

/// <summary>Rules for the addresses of one range; for its period such a rule replaces the general one.</summary>
internal sealed record IpPolicy(AddressRange Addresses, IReadOnlyList<RateLimitRule> Rules);
