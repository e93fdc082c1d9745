using System.Globalization;
using System.Text;

namespace TipIntake.Platform;

/// <summary>Characters that nobody sees, or that change how others are shown, by the short names that they are known by.</summary>
internal static class HiddenCharacters
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Null for what can be seen, and for spaces and line feeds.</summary>
    public static string? NameOf(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => null,
        0x00AD => "SHY",
        0x034F => "CGJ",
        0x061C => "ALM",
        0x200B => "ZWSP",
        ZeroWidthNonJoiner => "ZWNJ",
        ZeroWidthJoiner => "ZWJ",
        0x200E => "LRM",
        0x200F => "RLM",
        0x2028 => "line",
        0x2029 => "paragraph",
        0x202A => "LRE",
        0x202B => "RLE",
        0x202C => "PDF",
        0x202D => "LRO",
        0x202E => "RLO",
        0x2060 => "WJ",
        0x2066 => "LRI",
        0x2067 => "RLI",
        0x2068 => "FSI",
        0x2069 => "PDI",
        0xFEFF => "BOM",
        0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 => "blank",
        >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or >= 0x180B and <= 0x180D or 0x180F => "VS",
        // Signs above numbers and verses: formatting by their category, but to be seen.
        >= 0x0600 and <= 0x0605 or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 => null,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
            ? string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}") : null,
    };

    /// <summary>Where a language or an emoji is written with it: Persian, Hindi, a family of four.</summary>
    public static bool BelongsHere(Rune[] runes, int at)
    {
        var (before, after) = (at > 0 ? runes[at - 1] : default, at + 1 < runes.Length ? runes[at + 1] : default);
        return runes[at].Value switch
        {
            ZeroWidthNonJoiner => IsJoining(before) && IsJoining(after),
            ZeroWidthJoiner => (IsJoining(before) && IsJoining(after)) || (IsPicture(before) && IsPicture(after)),
            0xFE0E or 0xFE0F => IsPicture(before) || before.Value is '#' or '*' or (>= '0' and <= '9'),
            >= 0xE0100 and <= 0xE01EF => before.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF),
            _ => false,
        };
    }

    // Arabic and its neighbours, the scripts of India and south-east Asia, Mongolian.
    private static bool IsJoining(Rune rune) => rune.Value is (>= 0x0600 and <= 0x08FF) or (>= 0x0900 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC);

    private static bool IsPicture(Rune rune) => rune.Value is 0xFE0F || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.MathSymbol;
}
