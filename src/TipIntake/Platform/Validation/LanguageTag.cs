using System.Collections.Frozen;

namespace TipIntake.Platform;

/// <summary>Whether a language tag is well formed (BCP 47, RFC 5646 section 2.1). Whether such a language exists is not asked.</summary>
internal static class LanguageTag
{
    public const int MostLength = 35;

    /// <summary>The old tags that do not follow the grammar and are valid all the same; the list is closed.</summary>
    private static readonly FrozenSet<string> Irregular = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "en-GB-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak", "i-klingon", "i-lux", "i-mingo", "i-navajo", "i-pwn",
        "i-tao", "i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE");

    public static bool IsWellFormed(string tag) =>
        tag.Length is > 0 and <= MostLength && (Irregular.Contains(tag) || Follows(tag.Split('-')));

    /// <summary>language [extlang] [script] [region] *variant *extension [private use], each part read once from left to right.</summary>
    private static bool Follows(string[] parts)
    {
        if (!parts.All(p => p.Length is >= 1 and <= 8 && p.All(char.IsAsciiLetterOrDigit)))
        {
            return false;
        }

        var at = 0;
        if (!IsPrivate(parts[0]))
        {
            if (!IsLetters(parts[0], 2, 8))
            {
                return false;
            }

            at = parts[0].Length <= 3 ? Skip(parts, 1, p => IsLetters(p, 3, 3), most: 3) : 1;
            at = Skip(parts, at, p => IsLetters(p, 4, 4), most: 1);
            at = Skip(parts, at, IsRegion, most: 1);
            at = Skip(parts, at, IsVariant, most: parts.Length);
            while (at < parts.Length && parts[at].Length == 1 && !IsPrivate(parts[at]))
            {
                var end = Skip(parts, at + 1, p => p.Length >= 2, most: parts.Length);
                if (end == at + 1)
                {
                    return false;
                }

                at = end;
            }
        }

        return at == parts.Length || IsPrivate(parts[at]) && at + 1 < parts.Length;
    }

    private static int Skip(string[] parts, int at, Func<string, bool> fits, int most)
    {
        var end = Math.Min(parts.Length, at + most);
        while (at < end && fits(parts[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsPrivate(string part) => part is "x" or "X";

    private static bool IsLetters(string part, int least, int most) =>
        part.Length >= least && part.Length <= most && part.All(char.IsAsciiLetter);

    private static bool IsRegion(string part) =>
        IsLetters(part, 2, 2) || part.Length == 3 && part.All(char.IsAsciiDigit);

    private static bool IsVariant(string part) =>
        part.Length >= 5 || part.Length == 4 && char.IsAsciiDigit(part[0]);
}
