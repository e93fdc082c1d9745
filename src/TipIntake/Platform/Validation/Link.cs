using System.Text;

namespace TipIntake.Platform;

/// <summary>Whether a text may be kept as a link: a whole http or https address. It stays inert text; nothing here or later fetches it.</summary>
internal static class Link
{
    public const int MostLength = 500;

    public static bool IsAcceptable(string link) =>
        link.Length <= MostLength
        && (link.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || link.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && !link.Any(IsTreacherous)
        && !link.EnumerateRunes().Contains(Rune.ReplacementChar)
        && Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
        && !Authority(link).Contains('@');

    /// <summary>What makes an address look like another one: white space, controls, direction marks, backslashes.</summary>
    /// <remarks>The zero-width joiners stay: Persian domain names and emoji are written with them.</remarks>
    private static bool IsTreacherous(char unit) =>
        unit is '\\' or '\u200B' or '\u2060' or '\uFEFF' or '\u061C' or '\u200E' or '\u200F'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || char.IsWhiteSpace(unit)
        || char.IsControl(unit);

    /// <summary>Host and port as they were written. An "@" in it hides the real host behind a name, even an empty one.</summary>
    private static ReadOnlySpan<char> Authority(string link)
    {
        var rest = link.AsSpan(link.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
