namespace TipIntake.Triage;

/// <summary>A link as it is compared: without scheme, www, tracking parameters, case and closing slash. Never fetched, never resolved.</summary>
internal static class NormalLink
{
    private const int Longest = 2_000;
    private const int MostInText = 4;

    private static readonly string[] Tracking =
        ["utm_", "fbclid", "gclid", "dclid", "msclkid", "igsh", "mc_", "ref", "ref_src", "ref_url", "referrer", "si", "share", "source", "src", "feature", "spm", "yclid", "twclid", "_ga", "s", "t"];

    /// <summary>The links of a tip: its field, and those in its words.</summary>
    public static List<string> AllOf(TipFacts facts)
    {
        var links = new List<string>();
        Add(links, facts.Link);
        foreach (var word in (facts.Text ?? "").Split((char[])[' ', '\n', '\t', '"', '<', '>', '(', ')', '。', '、'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (links.Count < MostInText && IsLink(word))
            {
                Add(links, word.TrimEnd('.', ',', ';', '!', '?', ':'));
            }
        }

        return links;
    }

    public static bool IsLink(ReadOnlySpan<char> word) =>
        word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    public static string? Of(string? link)
    {
        var trimmed = (link ?? "").Trim();
        if (trimmed.Length is 0 or > Longest)
        {
            return null;
        }

        var bare = Without(trimmed.ToLowerInvariant(), "https://", "http://");
        bare = Without(bare, "www.", "m.", "mobile.");
        var fragment = bare.IndexOf('#', StringComparison.Ordinal);
        bare = fragment < 0 ? bare : bare[..fragment];
        var query = bare.IndexOf('?', StringComparison.Ordinal);
        var path = (query < 0 ? bare : bare[..query]).TrimEnd('/');
        return path.Length == 0 || !path.Contains('.', StringComparison.Ordinal) ? null : path + (query < 0 ? "" : Kept(bare[(query + 1)..]));
    }

    public static string HostOf(string normal) => normal.Split('/', '?')[0];

    /// <summary>A host's front page says nothing about which thing on it is meant.</summary>
    public static bool IsFrontPage(string normal) => normal.Length == HostOf(normal).Length;

    private static void Add(List<string> links, string? link)
    {
        if (Of(link) is { } normal && !links.Contains(normal, StringComparer.Ordinal))
        {
            links.Add(normal);
        }
    }

    private static string Without(string text, params ReadOnlySpan<string> starts)
    {
        foreach (var start in starts)
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
            {
                return text[start.Length..];
            }
        }

        return text;
    }

    private static string Kept(string query)
    {
        var kept = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !IsTracking(pair)).Order(StringComparer.Ordinal).ToList();
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }

    private static bool IsTracking(string pair)
    {
        var name = pair.Split('=')[0];
        return Tracking.Any(known => known.EndsWith('_') ? name.StartsWith(known, StringComparison.Ordinal) : name == known);
    }
}
