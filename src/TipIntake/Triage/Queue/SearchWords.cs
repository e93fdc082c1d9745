using System.Globalization;
using System.Text;

namespace TipIntake.Triage;

/// <summary>
/// Cuts a text of any script into what is searched for: words where words are written apart, pairs of characters where they are not (Chinese, Japanese,
/// Thai, Khmer, Lao, Burmese). The database's own dictionaries know one language each and none of these scripts.
/// </summary>
internal static class SearchWords
{
    private const int MostWords = 600;
    private const int LongestWord = 60;

    /// <summary>Letters of a word that may be the beginning of a longer one.</summary>
    public const int Fewest = 2;

    /// <summary>Everything that a tip says.</summary>
    public static string[] Of(TipFacts facts) => Of(string.Join('\n', facts.Text, facts.Place, facts.Period, facts.Link));

    public static string[] Of(string? text) => [.. Cut(text).Distinct(StringComparer.Ordinal).Take(MostWords)];

    /// <summary>A condition for the database, true for texts that have all of them; null when nothing in it can be searched for.</summary>
    public static string? Condition(string? asked)
    {
        var words = Of(asked);
        return words.Length == 0 ? null : string.Join(" & ", words.Select(word => IsLong(word) ? $"'{word}':*" : $"'{word}'"));
    }

    /// <summary>Whether something in it says more than a letter: the beginning of one would find half of what people wrote.</summary>
    public static bool SaysEnough(string asked) => Array.Exists(Of(asked), IsLong);

    private static bool IsLong(string word) => word.EnumerateRunes().Count() >= Fewest || IsUnspaced(word.EnumerateRunes().First());

    private static IEnumerable<string> Cut(string? text)
    {
        var word = new StringBuilder();
        Rune? before = null;
        foreach (var rune in Folded(text))
        {
            var isPair = IsUnspaced(rune);
            if (!isPair && (Rune.IsLetterOrDigit(rune)))
            {
                before = null;
                word.Append(word.Length < LongestWord ? rune.ToString() : "");
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (isPair && before is { } first)
            {
                yield return $"{first}{rune}";
            }

            if (isPair && before is null)
            {
                yield return rune.ToString();
            }

            before = isPair ? rune : null;
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    // Capitals, accents and invisible characters make no difference to whoever searches.
    private static IEnumerable<Rune> Folded(string? text)
    {
        foreach (var rune in (text ?? "").Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark))
            {
                yield return Rune.ToLowerInvariant(rune);
            }
        }
    }

    private static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
