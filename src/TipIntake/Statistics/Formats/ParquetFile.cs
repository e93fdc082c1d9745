using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace TipIntake.Statistics;

/// <summary>The tidy table for large numbers of rows, with types. It is written forwards in groups of rows, so no file and no memory holds all of it.</summary>
internal static class ParquetFile
{
    public const int RowsOfGroup = 50_000;

    public static async Task Write(Export export, Stream target, CancellationToken cancel)
    {
        var columns = Array.ConvertAll(export.Columns, column => (Column: column, Field: FieldOf(column)));
        await using var file = await ParquetWriter.CreateAsync(new ParquetSchema(Array.ConvertAll(columns, pair => (Field)pair.Field)), target, cancellationToken: cancel);
        file.CustomMetadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["query"] = export.Canonical,
            ["as_of"] = export.AsOf.Label,
            ["time_zone"] = export.AsOf.Zone,
            ["definitions_version"] = Measures.Version.ToString(CultureInfo.InvariantCulture),
        };
        var rows = new List<CountRow>();
        await foreach (var row in export.Rows(cancel))
        {
            rows.Add(row);
            if (rows.Count == RowsOfGroup)
            {
                await WriteGroup(file, columns, rows, cancel);
                rows.Clear();
            }
        }

        if (rows.Count > 0)
        {
            await WriteGroup(file, columns, rows, cancel);
        }
    }

    private static async Task WriteGroup(ParquetWriter file, (ExportColumn Column, DataField Field)[] columns, List<CountRow> rows, CancellationToken cancel)
    {
        using var group = file.CreateRowGroup();
        foreach (var (column, field) in columns)
        {
            await (column.Kind switch
            {
                ColumnKind.Number => group.WriteAsync(field, Values(rows, row => (double?)column.Number!(row)), cancellationToken: cancel),
                ColumnKind.Day => group.WriteAsync(field, Values(rows, row => Day(column.Text(row)!)), cancellationToken: cancel),
                ColumnKind.Moment => group.WriteAsync(field, Values(rows, row => Moment(column.Text(row)!)), cancellationToken: cancel),
                _ => group.WriteAsync(field, Values(rows, row => column.Text(row).AsMemory()), cancellationToken: cancel),
            });
        }

        group.CompleteValidate();
    }

    private static ReadOnlyMemory<T> Values<T>(List<CountRow> rows, Converter<CountRow, T> value) => rows.ConvertAll(value).ToArray();

    private static DataField FieldOf(ExportColumn column) => column.Kind switch
    {
        ColumnKind.Number => new DataField(column.Name, typeof(double), isNullable: true),
        ColumnKind.Day => new DataField(column.Name, typeof(DateOnly), isNullable: false),
        ColumnKind.Moment => new DateTimeDataField(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, isNullable: false),
        _ => new DataField(column.Name, typeof(string), isNullable: false),
    };

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTime Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;
}
