using System.Text.Json;

namespace TipIntake.Statistics;

/// <summary>
/// A cube in the words of JSON-stat 2.0. The measure is its first dimension, so that the rows come in the order in which the format wants its values; statuses and
/// intervals follow in the same order, read once more instead of kept.
/// </summary>
internal static class JsonStatFile
{
    public static async Task Write(Export export, Stream target, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(target, JsonFile.Form);
        json.WriteStartObject();
        WriteHead(json, export);
        WriteDimensions(json, export);
        await WriteCells(json, "value", export, row => JsonFile.WriteNumber(json, row.Value), cancel);
        await WriteCells(json, "status", export, row => json.WriteStringValue([row.Status]), cancel);
        await WriteExtension(json, export, cancel);
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    private static void WriteHead(Utf8JsonWriter json, Export export)
    {
        json.WriteString("version", "2.0");
        json.WriteString("class", "dataset");
        json.WriteString("label", string.Join(", ", export.Query.Measures.Select(measure => measure.Name)));
        json.WriteString("source", "TipIntake");
        json.WriteString("updated", export.AsOf.Label);
        WriteTexts(json, "note", $"As of {export.AsOf.Label}; days begin and end in {export.AsOf.Zone}. Not for publication.");
        WriteTexts(json, "id", [ExportColumns.Measure, .. export.Axes.Select(axis => axis.Dimension.Id)]);
        json.WriteStartArray("size");
        json.WriteNumberValue(export.Query.Measures.Length);
        Array.ForEach(export.Axes, axis => json.WriteNumberValue(axis.Values.Length));
        json.WriteEndArray();
        json.WriteStartObject("role");
        WriteTexts(json, "metric", ExportColumns.Measure);
        if (export.Query.Time is { } time)
        {
            WriteTexts(json, "time", time.Id);
        }

        json.WriteEndObject();
    }

    private static void WriteDimensions(Utf8JsonWriter json, Export export)
    {
        json.WriteStartObject("dimension");
        WriteCategories(json, ExportColumns.Measure, "Measure", [.. export.Query.Measures.Select(measure => (measure.Id, measure.Name))], () => WriteUnits(json, export.Query.Measures));
        foreach (var axis in export.Axes)
        {
            WriteCategories(json, axis.Dimension.Id, axis.Dimension.Name, [.. axis.Values.Select(value => (value.Code, value.Name))], () => { });
        }

        json.WriteEndObject();
    }

    private static void WriteCategories(Utf8JsonWriter json, string id, string label, (string Code, string Name)[] values, Action more)
    {
        json.WriteStartObject(id);
        json.WriteString("label", label);
        json.WriteStartObject("category");
        WriteTexts(json, "index", [.. values.Select(value => value.Code)]);
        json.WriteStartObject("label");
        Array.ForEach(values, value => json.WriteString(value.Code, value.Name));
        json.WriteEndObject();
        more();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUnits(Utf8JsonWriter json, Measure[] measures)
    {
        json.WriteStartObject("unit");
        foreach (var measure in measures)
        {
            json.WriteStartObject(measure.Id);
            json.WriteString("label", measure.Unit);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static async Task WriteExtension(Utf8JsonWriter json, Export export, CancellationToken cancel)
    {
        json.WriteStartObject("extension");
        json.WriteString("query", export.Canonical);
        json.WriteBoolean("provisional", export.AsOf.IsProvisional);
        json.WriteString("timeZone", export.AsOf.Zone);
        json.WriteNumber("definitionsVersion", Measures.Version);
        json.WriteString("conf_status", Export.ConfidentialityStatus);
        if (Array.Exists(export.Query.Measures, measure => measure.Interval != Interval.None))
        {
            await WriteCells(json, "lower_95", export, row => JsonFile.WriteNumber(json, row.Lower), cancel);
            await WriteCells(json, "upper_95", export, row => JsonFile.WriteNumber(json, row.Upper), cancel);
        }

        json.WriteEndObject();
    }

    private static async Task WriteCells(Utf8JsonWriter json, string name, Export export, Action<CountRow> write, CancellationToken cancel)
    {
        json.WriteStartArray(name);
        await foreach (var row in export.Rows(cancel))
        {
            write(row);
            await JsonFile.FlushIfFull(json, cancel);
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, params string[] texts)
    {
        json.WriteStartArray(name);
        Array.ForEach(texts, json.WriteStringValue);
        json.WriteEndArray();
    }
}
