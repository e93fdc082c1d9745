using System.Text.RegularExpressions;

namespace TipIntake.Pages;

/// <summary>Who runs this service, as its visitors see it; section <c>Operator</c> of the settings.</summary>
internal sealed record Operator
{
    public const string UnnamedOperator = "TipIntake";

    /// <summary>The police force or unit, as it calls itself.</summary>
    public string Name { get; init; } = UnnamedOperator;

    /// <summary>Where a hurried visitor is taken by "leave this page": something that anybody might look at.</summary>
    public string QuickExit { get; init; } = "https://www.wikipedia.org/";

    /// <summary>How to reach the people who run the service; shown as it is written.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Whom to tell of a hole in the service, <c>mailto:…</c> or <c>https://…</c>; empty if nobody is named.</summary>
    public string SecurityContact { get; init; } = "";

    /// <summary>A trial installation, not one for the public: it may start outside Development without saying who runs it and whom to ring.</summary>
    public bool Trial { get; init; }

    /// <summary>The same service inside Tor, <c>http://….onion</c>; empty if there is none.</summary>
    public string OnionAddress { get; init; } = "";

    public IReadOnlyList<HelpLine> Help { get; init; } = [];

    /// <summary>A file (SVG, PNG or WebP) that stands beside the name.</summary>
    public string? Logo { get; init; }

    public OperatorColours Colours { get; init; } = new();

    /// <summary>The languages on offer, the first one for callers who name none of them; all that we speak, if none is named.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public OperatorTexts Texts { get; init; } = new();

    /// <summary>The logo's name among the assets.</summary>
    public string? LogoFile => Logo is { Length: > 0 } ? "logo" + Path.GetExtension(Logo).ToLowerInvariant() : null;
}

/// <summary>What kind of help a line gives.</summary>
internal enum HelpKind
{
    Emergency,
    ReportAbuse,
    ChildHelp,
    VictimSupport,
    OffenderPrevention,
}

/// <param name="Country">ISO 3166-1, or empty for everywhere.</param>
/// <param name="Phone">One number, as people write it.</param>
/// <param name="Remark">What else there is to say of the line, such as its hours or a second number; shown, never dialled.</param>
internal sealed partial record HelpLine(HelpKind Kind, string Name, string Country = "", string Phone = "", string Link = "", string Remark = "")
{
    /// <summary>The number as a telephone takes it.</summary>
    public string Dial => string.Concat(Phone.Where(letter => letter is not (' ' or '.' or '-')));

    /// <summary>False where a telephone would dial something else than what is shown, such as two numbers in a row.</summary>
    public bool ShowsWhatItDials => Phone.Length == 0 || OneNumber().IsMatch(Phone);

    [GeneratedRegex("^[+*#]?[0-9]+([ .-][0-9]+)*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OneNumber();
}

/// <param name="Path">A folder with <c>privacy.en.txt</c>, <c>imprint.de.txt</c> and so on; what is missing there is said in our own words.</param>
internal sealed record OperatorTexts(string? Path = null);
