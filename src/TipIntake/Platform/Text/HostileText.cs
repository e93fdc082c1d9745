using System.Globalization;
using System.Text;

namespace TipIntake.Platform;

/// <summary>Makes any text storable without refusing it. infra/docs/text.md says what is kept and what is replaced.</summary>
internal static class HostileText
{
    /// <summary>More marks on one letter than any language writes (UAX #15, stream-safe text). Beyond it, sorting them costs too much.</summary>
    private const int MostMarks = 30;

    /// <summary>.NET throws when it is asked to normalise it. Nothing composes across it, so what stands around it is normalised alone.</summary>
    private const char NotNormalised = '\uFFFE';

    /// <summary>The text as it is stored, and whether a character had to be replaced by U+FFFD. Clean twice is clean once.</summary>
    public static (string Text, bool Replaced) Clean(string text)
    {
        var replaced = false;
        var storable = text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? text : Replace(text, out replaced);
        var trimmed = Trim(Normalise(storable));
        return (trimmed, replaced);
    }

    /// <summary>Unicode scalar values, which is what limits are counted in: an emoji is one, whatever its encoding.</summary>
    public static int Length(string text)
    {
        var length = text.Length;
        foreach (var unit in text)
        {
            length -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return length;
    }

    /// <summary>NUL and the other controls, except line feed and tab.</summary>
    public static bool IsForbidden(char unit) => char.IsControl(unit) && unit is not ('\n' or '\t');

    private static string Replace(string text, out bool replaced)
    {
        replaced = false;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            if (unit == '\r')
            {
                i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                clean.Append('\n');
            }
            else if (char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(unit).Append(text[++i]);
            }
            else
            {
                var bad = char.IsSurrogate(unit) || IsForbidden(unit);
                replaced |= bad;
                clean.Append(bad ? '\uFFFD' : unit);
            }
        }

        return clean.Length == text.Length && clean.Equals(text) ? text : clean.ToString();
    }

    private static string Normalise(string text) =>
        Ascii.IsValid(text) || HasStorm(text) ? text : string.Join(NotNormalised, text.Split(NotNormalised).Select(Compose));

    private static string Compose(string part) => part.Normalize(NormalizationForm.FormC);

    private static bool HasStorm(string text)
    {
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMark(Rune rune) => rune.Value >= 0x300
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark;

    private static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        var trimmed = text[start..end];
        return trimmed.EnumerateRunes().Any(IsVisible) ? trimmed : "";
    }

    private static bool IsBlank(char unit) =>
        char.IsWhiteSpace(unit) || unit is '\u00AD' or '\u180E' or (>= '\u200B' and <= '\u200D') or '\u2060' or '\uFEFF';

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format;
}
