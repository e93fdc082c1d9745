using System.Globalization;
using System.Text;

namespace TipIntake.Faults.Reporting;

/// <summary>The report as a person reads it: one line for each promise and fault, in the order of the promises.</summary>
internal static class FaultTable
{
    public static string Render(IEnumerable<FaultRow> rows)
    {
        var newest = rows
            .GroupBy(row => (row.Promise, row.Fault))
            .Select(group => group.MaxBy(row => row.At)!)
            .OrderBy(row => row.Promise[0])
            .ThenBy(row => int.Parse(row.Promise.AsSpan(1), CultureInfo.InvariantCulture))
            .ThenBy(row => row.Fault, StringComparer.Ordinal)
            .ToArray();

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{newest.Count(row => row.Held)} of {newest.Length} held · {Environment.ProcessorCount} processors · {Runtime()}\n\n");
        text.Append("| promise | fault | demanded | measured | held |\n| --- | --- | --- | --- | --- |\n");

        foreach (var row in newest)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Promise} | {Cell(row.Fault)} | {Cell(row.Demanded)} | {Cell(row.Measured)} | {(row.Held ? "yes" : "**no**")} |\n");
        }

        return text.ToString();
    }

    private static string Runtime() => System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
