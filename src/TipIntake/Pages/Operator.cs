namespace TipIntake.Pages;

/// <summary>Who runs this service, as its visitors see it; section <c>Operator</c> of the settings.</summary>
internal sealed record Operator
{
    /// <summary>The police force or unit, as it calls itself.</summary>
    public string Name { get; init; } = "TipIntake";

    /// <summary>Where a hurried visitor is taken by "leave this page": something that anybody might look at.</summary>
    public string QuickExit { get; init; } = "https://www.wikipedia.org/";

    /// <summary>How to reach the people who run the service; shown as it is written.</summary>
    public string Contact { get; init; } = "";

    public IReadOnlyList<HelpLine> Help { get; init; } = [];
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
/// <param name="Phone">As people dial it.</param>
internal sealed record HelpLine(HelpKind Kind, string Name, string Country = "", string Phone = "", string Link = "");

internal static class OperatorReader
{
    public static Operator Read(IConfiguration configuration) =>
        configuration.GetSection("Operator").Get<Operator>() ?? new Operator();
}
