using System.Text.Json.Serialization;

namespace TipIntake.Security.RateLimits;

/// <summary>The queue an accepted tip waits in. A flood is deferred; it is never refused for what it says.</summary>
internal enum Lane
{
    [JsonStringEnumMemberName("first")]
    First,

    [JsonStringEnumMemberName("deferred")]
    Deferred,
}

/// <summary>Why a request got its lane or was refused; a label for metrics, so it names nobody.</summary>
internal enum AdmissionReason
{
    WithinLimits,
    Exempt,
    SourceNetwork,
    WiderNetwork,
    Object,
    Deployment,
    Fault,
}

/// <summary>
/// What helps a tip: into the first lane while its object or the whole service is flooded, or in at all while its source is refused.
/// </summary>
internal enum Relief
{
    None,

    /// <summary>Its source has sent too much, and somebody behind the same address has done the hardest work: it is taken, and read later.</summary>
    Entry,
    Work,
    WorkOrWait,
}

/// <summary>What the rate limits say about one request: a lane, or a refusal and when to come back.</summary>
internal readonly record struct Admission(Lane Lane, AdmissionReason Reason)
{
    public static readonly Admission Exempt = new(Lane.First, AdmissionReason.Exempt);

    // Where the limits cannot judge, a tip waits in the second queue; it is not lost and nobody is turned away.
    public static readonly Admission Unjudged = new(Lane.Deferred, AdmissionReason.Fault);

    public Relief Relief { get; init; }

    /// <summary>Deferred for its object alone, and among the first tips of its source: it may take one of the places that are kept for who knows at first hand.</summary>
    public bool IsOpenToFirstHand { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsRefused => RetryAfter is not null;

    /// <summary>The rule the answer tells the caller about; the longest period of those that matched, or the one that refused.</summary>
    public RateLimitRule? Rule { get; init; }

    /// <summary>A rule in monitor mode that would have spoken up.</summary>
    public RateLimitRule? Monitored { get; init; }

    public int Remaining { get; init; }

    public TimeSpan Reset { get; init; }

    /// <summary>The admission of this request; deferred when no limiter has looked at it.</summary>
    public static Admission Of(HttpContext context) =>
        context.Features.Get<AdmissionFeature>()?.Admission ?? Unjudged;
}

internal sealed record AdmissionFeature(Admission Admission);
