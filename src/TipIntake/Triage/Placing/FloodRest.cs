namespace TipIntake.Triage;

/// <summary>
/// How long placing rests after deferred tips. They are read last and come by the thousand a second: what a flood leaves in the queue must not take the machine from reviewers
/// and from the tips that come in. Once the flood is over there is no rest.
/// </summary>
internal static class FloodRest
{
    /// <summary>Times as long as placing took. Measured with <c>overload</c>: infra/docs/rate-limits.md, "What a flood leaves".</summary>
    private const int Share = 2;

    /// <summary>Without a deferred tip for so long, the flood is over.</summary>
    public static readonly TimeSpan Ends = TimeSpan.FromSeconds(2);

    /// <param name="newest">When the newest deferred tip came; null after a batch of the first lane. Another node's clock may be ahead.</param>
    public static TimeSpan After(TimeSpan placing, DateTimeOffset? newest, DateTimeOffset now) =>
        newest is { } last && (now - last).Duration() < Ends ? Share * placing : TimeSpan.Zero;
}
