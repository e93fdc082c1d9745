using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>One table of a release as its file has it, read from the very bytes that are decided about.</summary>
/// <param name="Columns">What its rows are told by.</param>
internal sealed record ReleasedRows(string Name, string[] Columns, IReadOnlyList<ReleasedRow> Rows)
{
    // release, period and table before the dimensions; measure, unit, value and two statuses after them.
    private const int Before = 3;
    private const int After = 5;

    public string Title => Name == "total" ? "All tips" : $"By {Name.Replace("-by-", " and ", StringComparison.Ordinal).Replace('-', ' ')}";

    /// <summary>Those that somebody has to look at one by one.</summary>
    public IEnumerable<ReleasedRow> Listed => Rows.Where(row => !row.IsFew);

    public IEnumerable<ReleasedRow> Few => Rows.Where(row => row.IsFew);

    public static string Word(string column) => string.Concat(char.ToUpperInvariant(column[0]).ToString(), column.AsSpan(1));

    /// <summary>What the release said that this one replaces; null where it said nothing of this row.</summary>
    public static Dictionary<(string Table, string Values), string> Numbers(IReadOnlyList<ReleasedRows> tables) =>
        tables.SelectMany(table => table.Rows.Select(row => (Key: (table.Name, string.Join(',', row.Values)), row.Shown))).ToDictionary(row => row.Key, row => row.Shown);

    public static IReadOnlyList<ReleasedRows> Of(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(',')).ToArray();
        return [.. lines.Skip(1).GroupBy(line => line[2], StringComparer.Ordinal).Select(table => Of(table.Key, lines[0], [.. table]))];
    }

    private static ReleasedRows Of(string name, string[] header, string[][] lines)
    {
        var used = Enumerable.Range(Before, header.Length - Before - After).Where(place => lines.Any(line => line[place] != ReleaseCodes.Total)).ToArray();
        return new ReleasedRows(name, [.. used.Select(place => header[place])], [.. lines.Select(line => new ReleasedRow([.. used.Select(place => Said(line[place]))], line[^3], line[^1]))]);
    }

    private static string Said(string code) => code switch
    {
        ReleaseCodes.Total => "all",
        ReleaseCodes.NotSaid => "not said",
        _ => code,
    };
}

internal sealed record ReleasedRow(string[] Values, string Shown, string Confidentiality)
{
    public bool IsFew => Confidentiality == "C";
}
