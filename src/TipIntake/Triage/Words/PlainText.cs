using System.Text;

namespace TipIntake.Triage;

/// <summary>A text reduced to what people would read aloud: lower case, no marks, emoji, invisible characters or punctuation; one space between words.</summary>
internal static class PlainText
{
    /// <summary>More than any tip may have; what follows is not compared, so that a hostile text costs no more than a long one.</summary>
    public const int Longest = 6_000;

    private const int MostMarks = 4;

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var units = Composed(text);
        var plain = new StringBuilder(units.Length);
        var word = 0;
        foreach (var unit in units)
        {
            var letter = Letters.Plain(unit);
            if (letter == Letters.Gap)
            {
                word = EndWord(plain, word);
            }
            else if (letter != Letters.Nothing)
            {
                plain.Append(letter);
            }
        }

        EndWord(plain, word);
        return plain.Length > 0 && plain[^1] == ' ' ? plain.ToString(0, plain.Length - 1) : plain.ToString();
    }

    private static int EndWord(StringBuilder plain, int start)
    {
        if (plain.Length > start)
        {
            Unmask(plain, start);
            plain.Append(' ');
        }

        return plain.Length;
    }

    // A word of two alphabets is a disguise: nobody's keyboard writes one.
    private static void Unmask(StringBuilder plain, int start)
    {
        var (latin, other) = (false, false);
        for (var i = start; i < plain.Length; i++)
        {
            latin |= Letters.IsLatin(plain[i]);
            other |= Letters.IsCyrillicOrGreek(plain[i]);
        }

        for (var i = start; latin && other && i < plain.Length; i++)
        {
            plain[i] = Letters.Latin(plain[i]);
        }
    }

    private static string Composed(string text)
    {
        var cut = text.Length > Longest ? text[..Longest] : text;
        if (Ascii.IsValid(cut))
        {
            return cut;
        }

        var calm = Calm(cut);
        return calm.IsNormalized(NormalizationForm.FormKC) ? calm : calm.Normalize(NormalizationForm.FormKC);
    }

    // Normalising sorts the marks of a letter, which a storm of them makes expensive; and it throws at what is no character.
    private static string Calm(string text)
    {
        var calm = new StringBuilder(text.Length);
        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            marks = unit is >= '\u0300' and <= '\u036F' || char.GetUnicodeCategory(unit) == System.Globalization.UnicodeCategory.NonSpacingMark ? marks + 1 : 0;
            if (marks > MostMarks || unit is '\uFFFE' or '\uFFFF')
            {
                continue;
            }

            if (char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                Append(calm, unit, text[++i]);
            }
            else
            {
                calm.Append(char.IsSurrogate(unit) ? ' ' : unit);
            }
        }

        return calm.ToString();
    }

    // Letters beyond the first plane stay (ornamental alphabets become plain ones when normalised); emoji go.
    private static void Append(StringBuilder calm, char high, char low)
    {
        var rune = new Rune(high, low);
        if (Rune.IsLetterOrDigit(rune))
        {
            calm.Append(high).Append(low);
        }
        else if (rune.Value < 0xE0000)
        {
            calm.Append(' ');
        }
    }
}
