using System.Globalization;

namespace TipIntake.Statistics;

/// <param name="ToldBy">The dimensions that it can be told apart by.</param>
/// <param name="Interval">How sure the value is: none, wilson or poisson.</param>
internal sealed record MeasureDefinition(string Id, string Name, string Unit, string Clock, string Definition, int Since, string Interval, string[] ToldBy);

/// <param name="Multiple">One thing may have several values at once, so counts do not add up to the total.</param>
/// <param name="Codes">Null: as they occur.</param>
internal sealed record DimensionDefinition(string Id, string Name, string Definition, int Since, bool Multiple, CodeDefinition[]? Codes, string? Unsaid);

internal sealed record CodeDefinition(string Code, string Name);

/// <summary>What every word of a file means: measures, dimensions, and the columns that every file has.</summary>
internal static class DataDictionary
{
    public static readonly string[] Header = ["kind", "id", "name", "unit", "clock", "definition", "codes", "since", "told_by"];

    public static string NameOf(Clock clock) => clock.ToString().ToLowerInvariant();

    public static string Explain(Clock clock) => clock switch
    {
        Clock.Received => "when a tip arrived; of a lead, when its first tip was put into it",
        Clock.Assessed => "when somebody first decided; of a hypothesis, when somebody first named it",
        Clock.Decided => "since when the decision or the outcome holds",
        _ => "no moment: how many there are as of the day asked for",
    };

    public static MeasureDefinition Of(Measure measure) => new(
        measure.Id, measure.Name, measure.Unit, NameOf(measure.Clock), measure.Definition, measure.Since, measure.Interval.ToString().ToLowerInvariant(),
        [.. Dimensions.All.Where(measure.CanBeToldBy).Select(dimension => dimension.Id)]);

    public static DimensionDefinition Of(Dimension dimension) => new(
        dimension.Id, dimension.Name, dimension.Definition, dimension.Since, dimension.IsMultiple, dimension.Values is { } values ? Array.ConvertAll(values, value => new CodeDefinition(value.Code, value.Name)) : null, dimension.Unsaid);

    /// <summary>Everything there is.</summary>
    public static IEnumerable<string?[]> Rows() => Rows(Measures.All, Dimensions.All, []);

    /// <summary>Everything that stands in one file.</summary>
    public static IEnumerable<string?[]> Rows(Export export) =>
        Rows(export.Query.Measures, [.. export.Query.Touched], Array.FindAll(export.Columns, column => !Array.Exists(export.Axes, axis => axis.Dimension.Id == column.Name)));

    private static IEnumerable<string?[]> Rows(Measure[] measures, Dimension[] dimensions, ExportColumn[] columns) =>
    [
        .. measures.Select(Row),
        .. dimensions.Select(Row),
        .. columns.Select(column => (string?[])["column", column.Name, column.Title, null, null, column.Definition, Codes(column.Codes), "1", null]),
    ];

    private static string?[] Row(Measure measure)
    {
        var said = Of(measure);
        return ["measure", said.Id, said.Name, said.Unit, said.Clock, said.Definition, null, said.Since.ToString(CultureInfo.InvariantCulture), string.Join(' ', said.ToldBy)];
    }

    private static string?[] Row(Dimension dimension) =>
        ["dimension", dimension.Id, dimension.Name, null, null, dimension.Definition, Codes([.. dimension.Values ?? [], .. dimension.Unsaid is { } unsaid ? new[] { new CodedValue("", unsaid, unsaid) } : []]), dimension.Since.ToString(CultureInfo.InvariantCulture), null];

    private static string? Codes(CodedValue[]? codes) => codes is { Length: > 0 } ? string.Join(' ', codes.Select(code => code.Code)) : null;
}
