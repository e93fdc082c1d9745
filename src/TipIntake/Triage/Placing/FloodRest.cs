namespace TipIntake.Triage;

/// <summary>
/// How long placing rests after deferred tips. Where they come in faster than they can be placed, they wait until the flood is over whatever is done, and placing them must not take
/// the machine from reviewers and from the tips that come in. A crowd that placing keeps up with is placed without a rest.
/// </summary>
internal static class FloodRest
{
    /// <summary>Times as long as placing took. Measured with <c>overload</c>: infra/docs/rate-limits.md, "What a flood leaves".</summary>
    private const int Share = 2;

    /// <summary>What came in so lately tells whether it is a flood.</summary>
    public static readonly TimeSpan Looks = TimeSpan.FromSeconds(2);

    /// <param name="placed">Deferred tips that it was for.</param>
    /// <param name="came">Deferred tips that came in during <see cref="Looks"/> and waited.</param>
    public static TimeSpan After(TimeSpan placing, int placed, long came) => came * placing > placed * Looks ? Share * placing : TimeSpan.Zero;
}
