using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace TipIntake.Statistics;

/// <summary>For programs that look: a head that says what was counted, then the rows of the tidy table.</summary>
internal static class JsonFile
{
    public static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), NewLine = "\n" };

    private const int FlushAt = 64 * 1024;

    public static async Task Write(Export export, Stream target, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(target, Form);
        json.WriteStartObject();
        WriteHead(json, export);
        WriteMeasures(json, export.Query.Measures);
        WriteDimensions(json, export.Axes);
        // What stands in the head is not repeated in every row.
        var columns = Array.FindAll(export.Columns, column => column.Name is not ("as_of" or "unit" or "conf_status"));
        json.WriteStartArray("rows");
        await foreach (var row in export.Rows(cancel))
        {
            WriteRow(json, columns, row);
            await FlushIfFull(json, cancel);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    public static Task FlushIfFull(Utf8JsonWriter json, CancellationToken cancel) => json.BytesPending > FlushAt ? json.FlushAsync(cancel) : Task.CompletedTask;

    public static void WriteNumber(Utf8JsonWriter json, decimal? number)
    {
        if (ExportColumns.Text(number) is { } text)
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteHead(Utf8JsonWriter json, Export export)
    {
        json.WriteString("asOf", export.AsOf.Label);
        json.WriteBoolean("provisional", export.AsOf.IsProvisional);
        json.WriteString("timeZone", export.AsOf.Zone);
        WritePeriod(json, export);
        json.WriteString("query", export.Canonical);
        json.WriteNumber("definitionsVersion", Measures.Version);
        json.WriteString("codeVersion", Export.CodeVersion);
        json.WriteString("conf_status", Export.ConfidentialityStatus);
    }

    private static void WritePeriod(Utf8JsonWriter json, Export export)
    {
        if (export.Period is not { } period)
        {
            json.WriteNull("period");
            return;
        }

        json.WriteStartObject("period");
        json.WriteString("from", CanonicalQuery.Text(period.From));
        json.WriteString("to", CanonicalQuery.Text(period.To));
        json.WriteEndObject();
    }

    private static void WriteMeasures(Utf8JsonWriter json, Measure[] measures)
    {
        json.WriteStartArray("measures");
        foreach (var measure in measures)
        {
            json.WriteStartObject();
            json.WriteString("id", measure.Id);
            json.WriteString("name", measure.Name);
            json.WriteString("unit", measure.Unit);
            json.WriteString("clock", DataDictionary.NameOf(measure.Clock));
            json.WriteString("definition", measure.Definition);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDimensions(Utf8JsonWriter json, Axis[] axes)
    {
        json.WriteStartArray("dimensions");
        foreach (var axis in axes)
        {
            json.WriteStartObject();
            json.WriteString("id", axis.Dimension.Id);
            json.WriteString("name", axis.Dimension.Name);
            json.WriteString("definition", axis.Dimension.Definition);
            json.WriteNumber("values", axis.Values.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, ExportColumn[] columns, CountRow row)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WritePropertyName(column.Name);
            if (column.Number is { } number)
            {
                WriteNumber(json, number(row));
            }
            else
            {
                json.WriteStringValue(column.Text(row));
            }
        }

        json.WriteEndObject();
    }
}
