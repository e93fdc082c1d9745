using System.Globalization;
using System.Text;

namespace TipIntake.Pages;

/// <summary>
/// Reads <c>application/x-www-form-urlencoded</c> as browsers write it (WHATWG URL, section 5.1). The framework's reader refuses a form with
/// a NUL in it; here nothing that somebody pasted is refused for what it is.
/// </summary>
internal static class UrlEncodedForm
{
    /// <summary>The first value of each name; null for more fields than any form of ours has.</summary>
    public static Dictionary<string, string>? Parse(ReadOnlySpan<byte> body, int mostFields)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var range in body.Split((byte)'&'))
        {
            var pair = body[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (++count > mostFields)
            {
                return null;
            }

            var equals = pair.IndexOf((byte)'=');
            fields.TryAdd(Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..]));
        }

        return fields;
    }

    // Bytes that are no UTF-8 become U+FFFD; a stray "%" stays one.
    private static string Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] == '%' && at + 2 < encoded.Length && byte.TryParse(encoded.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[length++] = value;
                at += 2;
            }
            else
            {
                bytes[length++] = encoded[at] == '+' ? (byte)' ' : encoded[at];
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
