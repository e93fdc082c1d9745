namespace TipIntake.Security.RateLimits;

/// <summary>
/// <c>verb:/path</c>, <c>*:/path</c> or <c>*</c>; a <c>*</c> in the path stands for any characters. Matching allocates nothing and
/// looks at each character of the path once for each piece of the pattern at most.
/// </summary>
internal sealed class EndpointPattern
{
    public const int LongestPath = 1024;

    private readonly string? verb;
    private readonly string[] pieces;

    private EndpointPattern(string text, string? verb, string[] pieces)
    {
        Text = text;
        this.verb = verb;
        this.pieces = pieces;
    }

    public string Text { get; }

    public bool IsEverything => pieces.Length == 0;

    public override string ToString() => Text;

    public static EndpointPattern? Parse(string text)
    {
        if (text == "*")
        {
            return new EndpointPattern(text, null, []);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var method = colon > 0 ? text[..colon] : "";
        var path = text[(colon + 1)..];
        var isVerb = method == "*" || (method.Length > 0 && method.All(char.IsAsciiLetter));
        var isPath = (path == "*" || path.StartsWith('/')) && path.Length <= LongestPath && !path.Contains('?', StringComparison.Ordinal);

        return isVerb && isPath ? new EndpointPattern(text, method == "*" ? null : method, Trimmed(path).Split('*')) : null;
    }

    public bool Matches(ReadOnlySpan<char> method, ReadOnlySpan<char> path)
    {
        if (IsEverything)
        {
            return true;
        }

        return (verb is null || method.Equals(verb, StringComparison.OrdinalIgnoreCase)) && MatchesPath(Trimmed(path));
    }

    private bool MatchesPath(ReadOnlySpan<char> path)
    {
        if (!path.StartsWith(pieces[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (pieces.Length == 1)
        {
            return path.Length == pieces[0].Length;
        }

        var rest = path[pieces[0].Length..];
        foreach (var piece in pieces.AsSpan()[1..^1])
        {
            var at = rest.IndexOf(piece, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + piece.Length)..];
        }

        return rest.EndsWith(pieces[^1], StringComparison.OrdinalIgnoreCase);
    }

    // Routing takes "/tips/" for "/tips"; a limit that did not would be walked around with one character.
    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private static string Trimmed(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
