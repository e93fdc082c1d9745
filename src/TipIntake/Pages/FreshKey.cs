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
}
