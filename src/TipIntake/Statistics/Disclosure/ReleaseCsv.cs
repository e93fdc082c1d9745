using System.Globalization;
using System.Text;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>A release as it leaves the house: one number in a row, the same bytes for the same tables. What it does not tell is a row as well, without a number.</summary>
internal static class ReleaseCsv
{
    private static readonly string[] Dimensions = [SumTree.Objects, SumTree.Categories, .. ReleaseCodes.Dimensions];

    public static byte[] Write(string number, string period, ReleasedTables tables)
    {
        var text = new StringBuilder(TipsAsCsv.Line(["release", "period", "table", .. Dimensions, "measure", "unit", "value", "obs_status", "conf_status"]));
        var category = tables.Objects.ToDictionary(listed => listed.Reference, listed => listed.Category, StringComparer.Ordinal);
        foreach (var cell in tables.Cells)
        {
            var place = cell.Table == SumTree.All ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { [cell.Table] = cell.Code };
            if (cell.Table == SumTree.Objects)
            {
                place[SumTree.Categories] = category[cell.Code];
            }

            text.Append(Line(number, period, cell.Table, place, cell.Shown, cell.Status));
        }

        foreach (var table in tables.Crosses)
        {
            foreach (var cell in table.Cells)
            {
                var place = new Dictionary<string, string>(StringComparer.Ordinal) { [table.Rows] = cell.Row, [table.Columns] = cell.Column };
                text.Append(Line(number, period, $"{table.Rows}-by-{table.Columns}", place, cell.Shown, cell.Status));
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Observations as SDMX says it (CL_OBS_STATUS): A is a normal value, Q one that is suppressed.
    private static string Line(string number, string period, string table, Dictionary<string, string> place, int? shown, Confidentiality status) => TipsAsCsv.Line([
        number, period, table, .. Dimensions.Select(dimension => place.GetValueOrDefault(dimension, ReleaseCodes.Total)),
        "tips-assessed", "tips", shown?.ToString(CultureInfo.InvariantCulture), shown is null ? "Q" : "A", status.ToString()]);
}
