using System.Globalization;
using TipIntake.Benchmarks.Load;

namespace TipIntake.Benchmarks.Reporting;

/// <summary>One table of the report: what was measured together, and which rows the others are compared with.</summary>
internal sealed record Section(string Title, IReadOnlyList<Row> Rows, IReadOnlyList<(string Name, Row Row)> Against)
{
    public IReadOnlyList<string> Notes { get; init; } = [];

    public bool Tail { get; init; }

    public bool Answers { get; init; }

    public IEnumerable<string> Lines()
    {
        string[] tail = Tail ? ["p99.9 ms", "max ms"] : [];
        string[] answers = Answers ? ["answers"] : [];
        string[] head =
            ["", "per second", "p50 ms", "p99 ms", .. tail, .. Against.Select(a => $"x {a.Name}"), "server us", "database us", "client us", "others %", "peak MiB", .. answers];
        return [Title, "", .. TextTable.Lines(head, Rows.Select(Cells).ToArray()), .. Notes];
    }

    private IReadOnlyList<string> Cells(Row row) =>
    [
        row.Name,
        Number(row.PerSecond, "N0"),
        Milliseconds(row, l => l.P50),
        Milliseconds(row, l => l.P99),
        .. Tail ? [Milliseconds(row, l => l.P999), Milliseconds(row, l => l.Max)] : Array.Empty<string>(),
        .. Against.Select(a => ReferenceEquals(a.Row, row) ? "" : Number(row.RatioTo(a.Row), "0.00")),
        Number(row.Median(r => r.ServerCpu), "0"),
        Number(row.Median(r => r.DatabaseCpu), "0"),
        Number(row.Median(r => r.ClientCpu), "0"),
        Number(row.Median(r => r.Others * 100), "0"),
        Number(row.Median(r => r.PeakMegabytes), "0"),
        .. Answers ? [AnswersOf(row)] : Array.Empty<string>(),
    ];

    private static string Milliseconds(Row row, Func<Latency, long> value) =>
        Number(row.Median(r => r.Accepted is { } latency ? value(latency) / 1000.0 : null), "0.0");

    private static string AnswersOf(Row row)
    {
        var all = row.Rounds.SelectMany(r => r.Answers).GroupBy(a => a.Key, a => a.Value, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key}: {g.Sum():N0}"));
        var broken = row.Rounds.Sum(r => r.Broken);
        return string.Join(", ", broken == 0 ? all : all.Append(string.Create(CultureInfo.InvariantCulture, $"broken: {broken:N0}")));
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
