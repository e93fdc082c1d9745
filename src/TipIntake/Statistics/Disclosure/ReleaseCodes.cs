using TipIntake.Platform;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>
/// What stands in the tables whatever anybody sent: in a list that depended on the tips, a row would tell that somebody is behind it, and a missing one that nobody is.
/// </summary>
internal sealed record ReleaseCodes(string[] Decisions, string[] Countries, string[] Languages, string[] Bases)
{
    public const string Total = "_T";
    public const string NotSaid = "_U";
    public const string Other = "other";

    public const string Decision = "decision";
    public const string Country = "country";
    public const string Language = "language";
    public const string Basis = "basis";

    public static readonly string[] Dimensions = [Decision, Country, Language, Basis];

    public static readonly ReleaseCodes All = new(
        Sorted(AssessmentReasons.Of.Keys), [.. Sorted(Platform.Country.Codes), NotSaid], [.. Sorted(Texts.Languages), Other, NotSaid], [.. Sorted(BasisNames.All.Keys), NotSaid]);

    public string[] Of(string dimension) => dimension switch
    {
        Decision => Decisions,
        Country => Countries,
        Language => Languages,
        _ => Bases,
    };

    /// <summary>The row in which a value is counted. Privacy: who writes in a rare language is one of the others.</summary>
    public string Place(string dimension, string value)
    {
        var codes = Of(dimension);
        return new[] { value, value.Length > 0 ? Other : NotSaid, NotSaid }.FirstOrDefault(code => codes.Contains(code, StringComparer.Ordinal))
            ?? throw new InvalidOperationException($"No row of {dimension} is for such a value.");
    }

    private static string[] Sorted(IEnumerable<string> codes) => [.. codes.Order(StringComparer.Ordinal)];
}
