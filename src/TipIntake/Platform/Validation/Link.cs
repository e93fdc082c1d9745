using System.Text;

namespace TipIntake.Platform;

/// <summary>Whether a text may be kept as a link: an http or https address, whole or as people paste it. It stays inert text; nothing here or later fetches it.</summary>
internal static class Link
{
    public const int MostLength = 500;

    public static bool IsAcceptable(string link) =>
        link.Length <= MostLength
        && !link.Any(IsTreacherous)
        && !link.EnumerateRunes().Contains(Rune.ReplacementChar)
        && (HasWebScheme(link) ? IsAddress(link) : IsHost(Authority(link)) && IsAddress($"https://{link}"));

    private static bool HasWebScheme(string link) =>
        link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsAddress(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
        && !Authority(link[(link.IndexOf("//", StringComparison.Ordinal) + 2)..]).Contains('@');

    /// <summary>
    /// Without a scheme only what reads as a name with a dot, ending as names do. No colon: <c>com.shop.app:1/x</c> has a scheme of its own,
    /// and so has every <c>javascript:</c>.
    /// </summary>
    private static bool IsHost(string host) =>
        !host.Contains(':', StringComparison.Ordinal)
        && host.Split('.') is [_, .., var last] labels
        && labels.All(label => label.Length > 0)
        && last.EnumerateRunes().Count() >= 2
        && Rune.IsLetter(Rune.GetRuneAt(last, 0));

    /// <summary>What makes an address look like another one: white space, controls, direction marks, backslashes.</summary>
    /// <remarks>The zero-width joiners stay: Persian domain names and emoji are written with them.</remarks>
    private static bool IsTreacherous(char unit) =>
        unit is '\\' or '\u200B' or '\u2060' or '\uFEFF' or '\u061C' or '\u200E' or '\u200F'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || char.IsWhiteSpace(unit)
        || char.IsControl(unit);

    /// <summary>Host and port as they were written. An "@" in it hides the real host behind a name, even an empty one.</summary>
    private static string Authority(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
