using System.Text.Json;

namespace TipIntake.Statistics;

/// <summary>What changed between two days, as a table or as JSON.</summary>
internal static class RevisionsFile
{
    public static async Task WriteCsv(Export before, Export after, Stream target, CancellationToken cancel)
    {
        await using var csv = CsvFile.Open(target);
        await CsvFile.WriteRow(csv, ["since", "as_of", .. after.Axes.Select(axis => axis.Dimension.Id), "measure", "unit", "value_before", "value_after", "conf_status"], cancel);
        await foreach (var row in new CompareCounts(before, after).Rows(cancel))
        {
            await CsvFile.WriteRow(csv, [
                before.AsOf.Label, after.AsOf.Label, .. row.Values.Select(value => value.Code), row.Measure.Id, row.Measure.Unit,
                ExportColumns.Text(row.Before), ExportColumns.Text(row.After), Export.ConfidentialityStatus], cancel);
        }
    }

    public static async Task WriteJson(Export before, Export after, Stream target, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(target, JsonFile.Form);
        json.WriteStartObject();
        json.WriteString("since", before.AsOf.Label);
        json.WriteString("asOf", after.AsOf.Label);
        json.WriteString("timeZone", after.AsOf.Zone);
        json.WriteString("query", after.Canonical);
        json.WriteNumber("definitionsVersion", Measures.Version);
        json.WriteString("codeVersion", Export.CodeVersion);
        json.WriteString("conf_status", Export.ConfidentialityStatus);
        json.WriteStartArray("revisions");
        await foreach (var row in new CompareCounts(before, after).Rows(cancel))
        {
            WriteRow(json, after.Axes, row);
            await JsonFile.FlushIfFull(json, cancel);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    private static void WriteRow(Utf8JsonWriter json, Axis[] axes, Revision row)
    {
        json.WriteStartObject();
        for (var place = 0; place < axes.Length; place++)
        {
            json.WriteString(axes[place].Dimension.Id, row.Values[place].Code);
        }

        json.WriteString("measure", row.Measure.Id);
        json.WritePropertyName("value_before");
        JsonFile.WriteNumber(json, row.Before);
        json.WritePropertyName("value_after");
        JsonFile.WriteNumber(json, row.After);
        json.WriteEndObject();
    }
}
