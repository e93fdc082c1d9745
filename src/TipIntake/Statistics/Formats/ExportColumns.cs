using System.Globalization;

namespace TipIntake.Statistics;

internal enum ColumnKind
{
    Text,
    Day,
    Month,
    Moment,
    Number,
}

/// <summary>A column of the tidy table: the same name, order and meaning in every format that has columns.</summary>
/// <param name="Text">As CSV has it; null: no value.</param>
internal sealed record ExportColumn(string Name, string Title, string Definition, ColumnKind Kind, Func<CountRow, string?> Text)
{
    /// <summary>Of a column of numbers.</summary>
    public Func<CountRow, decimal?>? Number { get; init; }

    /// <summary>The codes that can stand in it; null: nobody can list them beforehand.</summary>
    public CodedValue[]? Codes { get; init; }

    /// <summary>Together with the others it says which row it is.</summary>
    public bool IsKey { get; init; }

    public bool IsRequired => Number is null;
}

internal static class ExportColumns
{
    public const string Measure = "measure";

    public static ExportColumn[] Of(Export export) =>
    [
        AsOfColumn(export.AsOf),
        .. export.Axes.Select((axis, place) => OfDimension(axis.Dimension, place)),
        new(Measure, "Measure", "What was counted.", ColumnKind.Text, row => row.Measure.Id)
        {
            Codes = [.. export.Query.Measures.Select(measure => new CodedValue(measure.Id, measure.Id, measure.Name))],
            IsKey = true,
        },
        new("unit", "Unit", "The unit of the value.", ColumnKind.Text, row => row.Measure.Unit),
        Number("value", "Value", "The number. 0 says that nothing was counted; no value says that there can be none: a share of nothing, or a time before the object took tips.", row => row.Value),
        Number("lower_95", "Lower bound", "Where the 95 % interval begins; only of shares and rates. Counts are complete: nothing was sampled, so they have none.", row => row.Lower),
        Number("upper_95", "Upper bound", "Where the 95 % interval ends; only of shares and rates.", row => row.Upper),
        new("obs_status", "Status of the observation", "SDMX CL_OBS_STATUS: A normal, P provisional (its day or period is not over), M missing because it cannot exist.", ColumnKind.Text, row => Status(row.Status)) { Codes = SdmxCodes.Observation },
        new("conf_status", "Status of confidentiality", "SDMX CL_CONF_STATUS: N not for publication, for internal use only.", ColumnKind.Text, _ => Export.ConfidentialityStatus) { Codes = SdmxCodes.Confidentiality },
    ];

    /// <summary>The shortest way to write a number, whatever digits it was computed with.</summary>
    public static string? Text(decimal? number) => number?.ToString("0.############", CultureInfo.InvariantCulture) switch
    {
        "-0" => "0",
        var text => text,
    };

    public static ExportColumn OfDimension(Dimension dimension, int place) => new(dimension.Id, dimension.Name, dimension.Definition, KindOf(dimension), row => row.Values[place].Code)
    {
        Codes = dimension.Values is { } values ? [.. values, .. Unsaid(dimension)] : null,
        IsKey = true,
    };

    private static ExportColumn AsOfColumn(AsOf asOf) => new(
        "as_of", "As of", "Until when changes are in it: a day that is over, or the moment until which the day that is not over was counted.", asOf.IsProvisional ? ColumnKind.Moment : ColumnKind.Day, _ => asOf.Label);

    private static ColumnKind KindOf(Dimension dimension) => dimension.Period switch
    {
        PeriodLength.Day => ColumnKind.Day,
        PeriodLength.Month => ColumnKind.Month,
        _ => ColumnKind.Text,
    };

    private static CodedValue[] Unsaid(Dimension dimension) => dimension.Unsaid is { } code ? [new CodedValue("", code, code.Replace('_', ' '))] : [];

    private static string Status(char status) => status switch
    {
        CountTable.Normal => "A",
        CountTable.Provisional => "P",
        _ => "M",
    };

    private static ExportColumn Number(string name, string title, string definition, Func<CountRow, decimal?> number) => new(name, title, definition, ColumnKind.Number, row => Text(number(row))) { Number = number };
}
