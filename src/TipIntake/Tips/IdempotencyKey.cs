using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>
/// The header <c>Idempotency-Key</c>: 16 to 128 letters, digits, dots, dashes or underscores, with or without quotes. The same
/// key and body store one tip and give one receipt, however often they are sent.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public static readonly RequestHeaderMetadata Documentation = new(
        Header,
        "16 to 128 letters, digits or any of -_.~+/=: that you make at random for this one tip. Send it again with the same body after a lost answer: you get the same receipt, and the tip is stored once. Without it the service makes a key, and a retry stores a second tip.",
        "8e03978e-40d5-43dd-bc93-6894a57f9324");

    public const int Shortest = 16;
    public const int Longest = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+/=:");

    /// <summary>Without the header a fresh key is made: the tip is safe, but a retry after a lost answer stores it twice.</summary>
    public static Outcome<string> Of(HttpRequest request)
    {
        var given = request.Headers[Header];

        return given.Count switch
        {
            0 => Fresh(),
            1 when given[0] is { } value && Bare(value) is { } key && IsWellFormed(key) => key,
            _ => Refusals.IdempotencyKeyMalformed,
        };
    }

    public static bool IsWellFormed(string key) => key.Length is >= Shortest and <= Longest && !key.AsSpan().ContainsAnyExcept(Allowed);

    public static string Fresh() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    private static string Bare(string value) => value is ['"', .. var inner, '"'] ? inner : value;
}
