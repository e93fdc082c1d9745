using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.Pages;

/// <summary>
/// Each form that is shown gets an idempotency key of its own, so that sending it twice stores one tip. A page kept as bytes has this
/// mark in the key's place.
/// </summary>
internal static class FreshKey
{
    public const string Mark = "(fresh-key-of-the-form)";

    public static string Make() => IdempotencyKey.Fresh();

    /// <summary>The key of the same form after a "no": it stays as long as sending again must not store the same twice.</summary>
    public static string After(Refusal refusal, string key) => IdempotencyKey.IsWellFormed(key) && refusal.Code != Refusals.IdempotencyKeyReused.Code ? key : Make();
}
