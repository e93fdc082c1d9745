using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <summary>
/// What arrives about an object in a burst is mostly copies. It is announced apart, and taken together, so that it holds up neither other objects nor those who
/// know it at first hand and have a place in the first lane.
/// </summary>
internal static class Bundling
{
    public static bool AppliesTo(Tip tip, bool inBurst) => inBurst && !(tip.Lane == Lane.First && tip.Basis?.IsFirstHand() == true);
}
