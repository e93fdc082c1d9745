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
            1 when given[0] is { } value && Bare(value) is { Length: >= Shortest and <= Longest } key && !key.AsSpan().ContainsAnyExcept(Allowed) => key,
            _ => Refusals.IdempotencyKeyMalformed,
        };
    }

    public static string Fresh() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    private static string Bare(string value) => value is ['"', .. var inner, '"'] ? inner : value;
}
