using CsvHelper;

namespace TipIntake.Statistics;

/// <summary>The tidy table: one number per row. RFC 4180 with CRLF, UTF-8 without a mark, numbers with a point; no value is nothing between commas.</summary>
internal static class CsvFile
{
    public const string LineEnd = "\r\n";

    // A spreadsheet runs what begins like a formula; an apostrophe before it makes it text. No number of ours is below zero.
    private static readonly CsvWriterOptions Form = new()
    {
        NewLine = LineEnd,
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r",
        InjectionEscape = '\'',
    };

    public static async Task Write(Export export, Stream target, CancellationToken cancel)
    {
        await using var csv = Open(target);
        var columns = export.Columns;
        await WriteRow(csv, columns.Select(column => column.Name), cancel);
        await foreach (var row in export.Rows(cancel))
        {
            await WriteRow(csv, columns.Select(column => column.Text(row)), cancel);
        }
    }

    public static async Task Write(IEnumerable<string> header, IEnumerable<string?[]> rows, Stream target, CancellationToken cancel)
    {
        await using var csv = Open(target);
        await WriteRow(csv, header, cancel);
        foreach (var row in rows)
        {
            await WriteRow(csv, row, cancel);
        }
    }

    public static CsvWriter Open(Stream target) => CsvWriter.Create(target, Form, leaveOpen: true);

    public static ValueTask WriteRow(CsvWriter csv, IEnumerable<string?> cells, CancellationToken cancel)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        return csv.EndRecordAsync(cancel);
    }
}
