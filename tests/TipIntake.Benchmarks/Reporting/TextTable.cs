namespace TipIntake.Benchmarks.Reporting;

/// <summary>Columns aligned with blanks: the first to the left, the others to the right.</summary>
internal static class TextTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = head.Select((title, n) => rows.Select(row => row[n].Length).Append(title.Length).Max()).ToArray();
        yield return Line(head);
        yield return new string('-', widths.Sum() + (2 * (widths.Length - 1)));
        foreach (var row in rows)
        {
            yield return Line(row);
        }

        string Line(IReadOnlyList<string> cells) =>
            string.Join("  ", cells.Select((cell, n) => n == 0 ? cell.PadRight(widths[n]) : cell.PadLeft(widths[n]))).TrimEnd();
    }
}
