using System.Globalization;
using System.Text;

namespace TipIntake.Triage;

/// <summary>What one UTF-16 unit means for comparing words: its plain lower-case letter, or why it is none.</summary>
internal static class Letters
{
    /// <summary>Between words.</summary>
    public const char Gap = ' ';

    /// <summary>Not there at all: marks, direction and zero-width characters.</summary>
    public const char Nothing = '\0';

    // Letters that Unicode does not take apart, and that people write without their stroke when the keyboard lacks it.
    private const string Strokes = "øo łl đd ðd ħh ıi ŀl ŧt æa œo ßs þt";

    // Letters of other alphabets that look like Latin ones; only used in words that mix alphabets.
    private const string LookAlikes = "аa еe оo рp сc хx уy іi јj ѕs ԁd һh кk мm тt вb нh αa εe οo ρp τt υu νv ιi κk χx μm ηn βb γy ωw օo սu տs";

    private static readonly char[] PlainOf = MakePlain();
    private static readonly Dictionary<char, char> LatinOf = Pairs(LookAlikes);

    public static char Plain(char unit) => PlainOf[unit];

    public static char Latin(char unit) => LatinOf.GetValueOrDefault(unit, unit);

    public static bool IsLatin(char unit) => unit is (>= 'a' and <= 'z') or (>= '\u00C0' and <= '\u024F');

    public static bool IsCyrillicOrGreek(char unit) => unit is >= '\u0370' and <= '\u058F';

    /// <summary>Scripts that put no space between words, so that pieces of fixed length stand for words.</summary>
    public static bool IsUnspaced(char unit) =>
        unit is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
            or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uD800' and <= '\uDFFF');

    private static char[] MakePlain()
    {
        var table = new char[0x10000];
        for (var code = 0; code < table.Length; code++)
        {
            table[code] = MakePlain((char)code);
        }

        foreach (var (from, to) in Pairs(Strokes))
        {
            table[from] = to;
            table[char.ToUpperInvariant(from)] = to;
        }

        return table;
    }

    private static char MakePlain(char unit) => char.GetUnicodeCategory(unit) switch
    {
        UnicodeCategory.Format or UnicodeCategory.NonSpacingMark when IsDropped(unit) => Nothing,
        UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(unit)),
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => char.ToLowerInvariant(Stripped(unit)),
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber => unit,
        UnicodeCategory.Surrogate => unit,
        _ => unit is '\'' or '\u2019' or '\u02BC' or '`' ? Nothing : Gap,
    };

    // In Latin, Greek, Cyrillic, Hebrew and Arabic a mark is a nicety of spelling; in the scripts of India it is a vowel.
    private static bool IsDropped(char unit) =>
        char.GetUnicodeCategory(unit) == UnicodeCategory.Format
        || unit is (>= '\u0300' and <= '\u036F') or (>= '\u0483' and <= '\u0489') or (>= '\u0591' and <= '\u05C7') or (>= '\u064B' and <= '\u065F') or '\u0670' or (>= '\uFE00' and <= '\uFE0F');

    private static char Stripped(char unit) => unit < '\u00C0' ? unit : unit.ToString().Normalize(NormalizationForm.FormD)[0];

    private static Dictionary<char, char> Pairs(string pairs) => pairs.Split(' ').ToDictionary(pair => pair[0], pair => pair[1]);
}
