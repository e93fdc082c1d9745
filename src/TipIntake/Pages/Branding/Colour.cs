using System.Globalization;

namespace TipIntake.Pages;

/// <summary>An opaque colour, as <c>#1f2528</c>.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour? Parse(string? text) =>
        text is ['#', .. { Length: 6 } digits] && digits.All(char.IsAsciiHexDigit)
            ? new Colour(Part(digits, 0), Part(digits, 2), Part(digits, 4))
            : null;

    /// <summary>How well one is read on the other: 1 (not at all) to 21 (WCAG 2.2, contrast ratio).</summary>
    public static double Contrast(Colour one, Colour other)
    {
        var (lighter, darker) = (Math.Max(one.Luminance, other.Luminance), Math.Min(one.Luminance, other.Luminance));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static byte Part(string digits, int at) => byte.Parse(digits.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
