using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>An operator's own colours, for light and for dark screens. What is left out stays ours.</summary>
internal sealed record OperatorColours
{
    public Palette Light { get; init; } = new();

    public Palette Dark { get; init; } = new();

    public bool AreOurs => Light == new Palette() && Dark == new Palette();
}

/// <summary>The custom properties of <c>site.css</c> that an operator may set.</summary>
internal sealed record Palette
{
    /// <summary>As in <c>site.css</c>; a test compares.</summary>
    public static readonly Palette OurLight = new() { Accent = "#0b5563", AccentInk = "#ffffff", Paper = "#faf8f4", Card = "#ffffff", Tint = "#eef3f3", Ink = "#1f2528", Soft = "#555f66" };

    public static readonly Palette OurDark = new() { Accent = "#7cc4d1", AccentInk = "#06262c", Paper = "#14181a", Card = "#1d2326", Tint = "#1a2a2e", Ink = "#e9e6e0", Soft = "#b3b9bc" };

    /// <summary>Links and buttons.</summary>
    public string? Accent { get; init; }

    /// <summary>Text on buttons.</summary>
    public string? AccentInk { get; init; }

    public string? Paper { get; init; }

    public string? Card { get; init; }

    public string? Tint { get; init; }

    public string? Ink { get; init; }

    public string? Soft { get; init; }

    public IEnumerable<(string Name, string Variable, string? Value)> All =>
    [
        (nameof(Accent), "--accent", Accent), (nameof(AccentInk), "--accent-ink", AccentInk), (nameof(Paper), "--paper", Paper), (nameof(Card), "--card", Card),
        (nameof(Tint), "--tint", Tint), (nameof(Ink), "--ink", Ink), (nameof(Soft), "--soft", Soft),
    ];
}

/// <summary>Colours must be colours, and text must be readable on what it stands on.</summary>
internal static class PaletteRules
{
    public const double LeastContrast = 4.5;

    private static readonly (string Text, string Ground)[] Pairs =
    [
        ("Ink", "Paper"), ("Ink", "Card"), ("Ink", "Tint"), ("Soft", "Paper"), ("Soft", "Card"),
        ("Accent", "Paper"), ("Accent", "Card"), ("Accent", "Tint"), ("AccentInk", "Accent"), ("Paper", "Ink"),
    ];

    public static void Check(OperatorColours colours)
    {
        Check("Light", colours.Light, Palette.OurLight);
        Check("Dark", colours.Dark, Palette.OurDark);
    }

    private static void Check(string scheme, Palette own, Palette ours)
    {
        var setting = $"{OperatorReader.Section}:Colours:{scheme}";
        var colours = own.All.Zip(ours.All, (mine, usual) => (mine.Name, Text: mine.Value ?? usual.Value!)).ToDictionary(c => c.Name, c => c.Text, StringComparer.Ordinal);
        foreach (var (name, text) in colours)
        {
            if (Colour.Parse(text) is null)
            {
                throw new SettingException($"{setting}:{name} is not a colour such as #0b5563.");
            }
        }

        foreach (var (text, ground) in Pairs)
        {
            var contrast = Colour.Contrast(Colour.Parse(colours[text])!.Value, Colour.Parse(colours[ground])!.Value);
            if (contrast < LeastContrast)
            {
                throw new SettingException(FormattableString.Invariant(
                    $"{setting}:{text} ({colours[text]}) on {setting}:{ground} ({colours[ground]}) has a contrast of {contrast:0.0}. Text needs {LeastContrast:0.0} at least."));
            }
        }
    }
}
