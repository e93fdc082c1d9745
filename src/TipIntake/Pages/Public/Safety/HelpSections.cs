namespace TipIntake.Pages.Public;

/// <param name="Name">Under it <c>help</c> has the words.</param>
/// <param name="Countries">The operator's lines by country; countries and lines in the order of the settings.</param>
internal sealed record HelpSection(string Name, bool IsUrgent, IReadOnlyList<IGrouping<string, HelpLine>> Countries);

/// <summary>The operator's help lines by what somebody needs. No number is ours: a wrong one would cost more than none.</summary>
internal static class HelpSections
{
    public static IEnumerable<HelpSection> Of(Operator given) =>
    [
        Section(given, "now", isUrgent: true, HelpKind.Emergency),
        Section(given, "report", isUrgent: false, HelpKind.ReportAbuse),
        Section(given, "myself", isUrgent: false, HelpKind.ChildHelp, HelpKind.VictimSupport),
        Section(given, "thoughts", isUrgent: false, HelpKind.OffenderPrevention),
    ];

    private static HelpSection Section(Operator given, string name, bool isUrgent, params HelpKind[] kinds) =>
        new(name, isUrgent, [.. given.Help.Where(line => kinds.Contains(line.Kind)).GroupBy(line => line.Country, StringComparer.Ordinal)]);
}
