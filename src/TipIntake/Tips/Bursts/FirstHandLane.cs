using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <summary>
/// A flood about an object must not push those aside who know it at first hand. While nothing but the object's own alarm defers their tip, it may take one of
/// the places that the object keeps in the first lane, without work. Everybody can say that they know at first hand; so the places are few, a network
/// gets its first tips only, and while the whole service is flooded there are none.
/// </summary>
internal static class FirstHandLane
{
    public static bool IsOpenTo(Admission admission, string? basis) =>
        admission is { IsRefused: false, Lane: Lane.Deferred, Reason: AdmissionReason.Object, IsOpenToFirstHand: true } && BasisNames.Find(basis)?.IsFirstHand() == true;
}
