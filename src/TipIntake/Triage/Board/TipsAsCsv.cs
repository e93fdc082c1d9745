using System.Globalization;
using System.Text;

namespace TipIntake.Triage;

/// <summary>Tips as a table (RFC 4180) in which nothing that a stranger wrote becomes a formula.</summary>
internal static class TipsAsCsv
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public static async Task Write(Stream file, HandOverRows rows, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(file, WithMark, leaveOpen: true);
        await writer.WriteAsync(Line("tip", "lead", "received", "lane", "status", "text", "country", "place", "period", "link", "basis", "language").AsMemory(), cancel);
        await foreach (var tip in rows.Tips(cancel))
        {
            var line = Line(
                tip.Id.ToString(), tip.Lead, tip.ReceivedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), tip.Lane, tip.Withdrawn ? "withdrawn" : "kept",
                tip.Text, tip.Country, tip.Place, tip.Period, tip.Link, tip.Basis, tip.Language);
            await writer.WriteAsync(line.AsMemory(), cancel);
        }
    }

    public static string Line(params string?[] cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A spreadsheet runs what begins like a formula; an apostrophe before it makes it text.</summary>
    public static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
        {
            text = $"'{text}";
        }

        return text.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
