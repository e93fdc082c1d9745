using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

/// <summary>
/// Somebody outside who holds one release or several, knows the published rules and can reckon: all that they know is written as equations and bounds, and nothing
/// of the program's own checks is used. What they find about a cell is exact: the least and the most that it can be.
/// </summary>
internal sealed class ReleaseReader
{
    private const double Plenty = 100_000;
    private const int Threshold = 10;

    private readonly LinearProgram program = new();
    private readonly Dictionary<(string Table, string Code), int> plain = [];
    private readonly Dictionary<(string Table, string Row, string Column), int> cross = [];
    private readonly (double Low, double High)[] seen;
    private readonly int half;
    private readonly int noise;

    /// <param name="releases">Of one period.</param>
    /// <param name="rounded">False: the reader knows that numbers stand as they are.</param>
    /// <param name="noise">By how much numbers in cross-tables are changed at most.</param>
    public ReleaseReader(ReleaseCodes codes, IReadOnlyList<Known> releases, bool rounded = true, int noise = 4)
    {
        (half, this.noise) = (rounded ? 2 : 0, noise);
        foreach (var cell in releases[0].Tables.Cells)
        {
            var (low, high) = Meet(releases.Select(release => Shift(Read(release.Tables.Cells.Single(other => other.Table == cell.Table && other.Code == cell.Code)), release.Since(cell.Table, cell.Code))));
            plain[(cell.Table, cell.Code)] = program.Add(low, high);
        }

        foreach (var (rows, columns) in CrossTable.Pairs)
        {
            foreach (var (row, column) in codes.Of(rows).SelectMany(row => codes.Of(columns).Select(column => (row, column))))
            {
                var (low, high) = Meet(releases.Select(release => IsListed(release.Tables, rows, columns, row, column) ? Shift(Read(release.Tables, rows, columns, row, column), release.CrossSince(rows, columns, row, column)) : (0, Plenty)));
                cross[(rows + columns, row, column)] = program.Add(low, high);
            }
        }

        AddUp(codes, releases[0].Tables);
        IsPossible = program.Begin();
        seen = [.. Enumerable.Repeat((double.MaxValue, double.MinValue), program.Variables)];
    }

    public ReleaseReader(ReleaseCodes codes, ReleasedTables tables, bool rounded = true, int noise = 4)
        : this(codes, [new Known(tables)], rounded, noise)
    {
    }

    /// <summary>False: the reader took something for true that is not.</summary>
    public bool IsPossible { get; }

    public int Solved { get; private set; }

    public IReadOnlyDictionary<(string Table, string Code), int> Plain => plain;

    public IReadOnlyDictionary<(string Table, string Row, string Column), int> Cross => cross;

    public (double Low, double High) Range(int cell)
    {
        Look(variable => variable == cell ? 1 : 0);
        Look(variable => variable == cell ? -1 : 0);
        return seen[cell];
    }

    /// <summary>Whether each of these can be as little and as much as that; those that cannot. One point tells about many cells at once.</summary>
    public List<int> NotOpen(IReadOnlyDictionary<int, (double Low, double High)> wanted)
    {
        Look(variable => wanted.ContainsKey(variable) ? 1 : 0);
        Look(variable => wanted.ContainsKey(variable) ? -1 : 0);
        foreach (var (cell, (low, high)) in wanted)
        {
            if (seen[cell].Low > low + 1e-3)
            {
                Look(variable => variable == cell ? 1 : 0);
            }

            if (seen[cell].High < high - 1e-3)
            {
                Look(variable => variable == cell ? -1 : 0);
            }
        }

        return [.. wanted.Where(cell => seen[cell.Key].Low > cell.Value.Low + 1e-3 || seen[cell.Key].High < cell.Value.High - 1e-3).Select(cell => cell.Key)];
    }

    /// <summary>Cells of which the reader knows exactly what they are, and what that is.</summary>
    public Dictionary<int, int> Exact(IEnumerable<int> cells)
    {
        var found = new Dictionary<int, int>();
        foreach (var cell in cells.Where(cell => seen[cell].High - seen[cell].Low < 0.999))
        {
            var (low, high) = Range(cell);
            if (Math.Floor(high + 1e-3) - Math.Ceiling(low - 1e-3) < 1)
            {
                found[cell] = (int)Math.Round(high);
            }
        }

        return found;
    }

    private void Look(Func<int, double> cost)
    {
        Solved++;
        var point = program.Minimise(cost);
        for (var variable = 0; variable < point.Length; variable++)
        {
            seen[variable] = (Math.Min(seen[variable].Low, point[variable]), Math.Max(seen[variable].High, point[variable]));
        }
    }

    private void AddUp(ReleaseCodes codes, ReleasedTables tables)
    {
        var total = plain[("total", "_T")];
        foreach (var category in tables.Objects.Select(listed => listed.Category).Distinct())
        {
            program.Sum(plain[("category", category)], tables.Objects.Where(listed => listed.Category == category).Select(listed => plain[("object", listed.Reference)]));
        }

        program.Sum(total, tables.Objects.Select(listed => listed.Category).Distinct().Select(category => plain[("category", category)]));
        foreach (var dimension in ReleaseCodes.Dimensions)
        {
            program.Sum(total, codes.Of(dimension).Select(code => plain[(dimension, code)]));
        }

        foreach (var (rows, columns) in CrossTable.Pairs)
        {
            Array.ForEach(codes.Of(rows), row => program.Sum(plain[(rows, row)], codes.Of(columns).Select(column => cross[(rows + columns, row, column)])));
            Array.ForEach(codes.Of(columns), column => program.Sum(plain[(columns, column)], codes.Of(rows).Select(row => cross[(rows + columns, row, column)])));
        }
    }

    private (double, double) Read(ReleasedCell cell) => Read(cell.Status.ToString(), cell.Shown, 0);

    private (double, double) Read(ReleasedTables tables, string rows, string columns, string row, string column) =>
        tables.Crosses.Single(table => table.Rows == rows && table.Columns == columns).Cells.SingleOrDefault(cell => cell.Row == row && cell.Column == column) is { } found
            ? Read(found.Status.ToString(), found.Shown, noise) : (0, Plenty);

    private static bool IsListed(ReleasedTables tables, string rows, string columns, string row, string column) =>
        tables.Crosses.Single(table => table.Rows == rows && table.Columns == columns).Find(row, column) is not null;

    private (double, double) Read(string status, int? shown, int changed) => status switch
    {
        "F" => (Math.Max(Threshold, shown!.Value - half - changed), shown.Value + half + changed),
        "C" => (0, Threshold - 1 + changed),
        "D" => (Threshold, Plenty),
        _ => (0, Plenty),
    };

    private static (double, double) Shift((double Low, double High) range, int by) => (Math.Max(0, range.Low + by), range.High >= Plenty ? Plenty : range.High + by);

    private static (double Low, double High) Meet(IEnumerable<(double Low, double High)> ranges) => ranges.Aggregate((0d, Plenty), (one, other) => (Math.Max(one.Item1, other.Low), Math.Min(one.Item2, other.High)));
}

/// <summary>A release, and what the reader knows to have been added since: exactly, in every cell that it has.</summary>
internal sealed record Known(ReleasedTables Tables, Func<string, string, int> Since, Func<string, string, string, string, int> CrossSince)
{
    public Known(ReleasedTables tables)
        : this(tables, (_, _) => 0, (_, _, _, _) => 0)
    {
    }
}
