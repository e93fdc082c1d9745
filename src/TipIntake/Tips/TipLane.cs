using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <summary>The rate limits' verdict in the words of a tip.</summary>
internal static class TipLane
{
    public static Lane Of(HttpContext context) =>
        Admission.Of(context).Lane == Security.RateLimits.Lane.First ? Lane.First : Lane.Deferred;
}
