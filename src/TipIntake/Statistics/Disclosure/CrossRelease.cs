namespace TipIntake.Statistics;

/// <summary>Makes one cross-table, or none: only what says nothing about its margins, and leaves every small cell as open as a single number that is not told.</summary>
/// <param name="margins">What can be derived about each row or column from the plain tables: by dimension and code.</param>
/// <param name="isTold">Whether it has a number there.</param>
internal sealed class CrossRelease(DisclosureRules rules, PeriodCounts counts, IReadOnlyList<EarlierRelease> earlier, Func<string, string, Bounds> margins, Func<string, string, bool> isTold)
{
    /// <summary>More columns would take too long to check: each more doubles the work.</summary>
    private const int MostColumns = 8;

    public CrossTable Make(string rows, string columns)
    {
        var (found, before) = (counts.By(rows, columns), Before(rows, columns));
        var known = Listed(before);
        var told = (Rows: Told(rows, known.Rows, int.MaxValue), Columns: Told(columns, known.Columns, MostColumns));
        for (; told.Rows.Length > 0 && told.Columns.Length > 0; told.Rows = told.Rows[..^1])
        {
            var table = new CrossTable(rows, columns, [.. told.Rows.SelectMany(row => told.Columns.Select(column => Cell(row, column, found, before)))]);
            if (!rules.SuppressesMore || IsSafe(table, [.. told.Rows.Union(known.Rows, StringComparer.Ordinal)], [.. told.Columns.Union(known.Columns, StringComparer.Ordinal)], found, before))
            {
                return table;
            }
        }

        return new CrossTable(rows, columns, []);
    }

    /// <summary>Whether the plain tables leave the cross-table of an earlier release as open as it was.</summary>
    public bool LeavesOpen(CrossTable table)
    {
        var (found, before) = (counts.By(table.Rows, table.Columns), Before(table.Rows, table.Columns));
        var (rows, columns) = Listed(before);
        return rows.Count == 0 || IsSafe(table, [.. rows], [.. columns], found, before);
    }

    private EarlierCross[] Before(string rows, string columns) =>
        [.. earlier.Select(release => new EarlierCross(release.Tables.Crosses.First(table => table.Rows == rows && table.Columns == columns), release.Counts.By(rows, columns), rules with { Threshold = release.Tables.Threshold }))];

    private static (HashSet<string> Rows, HashSet<string> Columns) Listed(EarlierCross[] before) =>
        (before.SelectMany(one => one.Table.Cells).Select(cell => cell.Row).ToHashSet(StringComparer.Ordinal), before.SelectMany(one => one.Table.Cells).Select(cell => cell.Column).ToHashSet(StringComparer.Ordinal));

    // The largest first, for what does not fit falls off at the end. What an earlier release left out, this one does.
    private string[] Told(string dimension, HashSet<string> known, int most) =>
        [.. counts.Codes.Of(dimension).Where(code => isTold(dimension, code) && (earlier.Count == 0 || known.Contains(code))).OrderByDescending(code => margins(dimension, code).Low).ThenBy(code => code, StringComparer.Ordinal).Take(most)];

    private CrossCell Cell(string row, string column, Dictionary<(string, string), TipChange> found, EarlierCross[] before)
    {
        var tips = found.GetValueOrDefault((row, column));
        var changed = tips.Tips + (rules.UsesCellKeys ? CellKey.Change(tips) : 0);
        if (rules.IsFew(tips.Tips) || rules.IsFew(changed) || Array.Exists(before, one => one.Table.Find(row, column)?.Status != Confidentiality.F))
        {
            return new CrossCell(row, column, null, before.Length == 0 ? Confidentiality.C : Confidentiality.N);
        }

        var cell = new CrossCell(row, column, rules.Shown(changed), Confidentiality.F);
        return Own(cell, row, column, tips.Tips, before).Size < 2 ? new CrossCell(row, column, null, Confidentiality.N) : cell;
    }

    private Bounds Own(CrossCell? cell, string row, string column, int count, EarlierCross[] before) =>
        before.Aggregate(Told(cell, rules), (own, one) => own.And(Told(one.Table.Find(row, column), one.Rules).Moved(count - one.Counts.GetValueOrDefault((row, column)).Tips)));

    private static Bounds Told(CrossCell? cell, DisclosureRules rules) => cell is null ? Bounds.Anything : rules.Told(cell.Status, cell.Shown, CellKey.Most);

    private OpenCell Open(CrossTable table, string row, string column, Dictionary<(string, string), TipChange> found, EarlierCross[] before)
    {
        var cell = table.Find(row, column);
        var first = before.Length == 0 ? cell : before[0].Table.Find(row, column);
        var count = found.GetValueOrDefault((row, column)).Tips;
        var few = before.Length == 0 ? rules.Few : before[0].Rules.Few.Moved(count - before[0].Counts.GetValueOrDefault((row, column)).Tips);
        return new OpenCell(Own(cell, row, column, count, before), few, first?.Status == Confidentiality.F);
    }

    private bool IsSafe(CrossTable table, string[] rows, string[] columns, Dictionary<(string, string), TipChange> found, EarlierCross[] before)
    {
        var (moreRows, moreColumns) = (NotAmong(rows, table.Rows), NotAmong(columns, table.Columns));
        var listed = rows.SelectMany((code, row) => columns.Select((other, column) => (Row: row, Column: column, Cell: Open(table, code, other, found, before)))).ToArray();
        var cells = new Bounds[rows.Length + Math.Min(moreRows.Length, 1), columns.Length + Math.Min(moreColumns.Length, 1)];
        foreach (var row in Enumerable.Range(0, cells.GetLength(0)))
        {
            foreach (var column in Enumerable.Range(0, cells.GetLength(1)))
            {
                cells[row, column] = Bounds.Anything;
            }
        }

        Array.ForEach(listed, one => cells[one.Row, one.Column] = one.Cell.Own);
        var (rowSums, columnSums) = (Margins(table.Rows, rows, moreRows), Margins(table.Columns, columns, moreColumns));
        var check = new MarginCheck(rowSums, columnSums, cells);
        if (!check.Holds() || !Array.TrueForAll(listed, one => IsOpen(check, one.Row, one.Column, one.Cell)))
        {
            return false;
        }

        // Nobody may reckon what stands in a row or column that is not listed from those that are: none of it may be there, or all that is few.
        // Where nothing was released before, all of a row or column ask for the same check.
        var checks = new Dictionary<(bool OfMoreRows, bool OfMoreColumns, long Most), MarginCheck>();
        return Enumerable.Range(0, cells.GetLength(0)).All(row => Enumerable.Range(0, cells.GetLength(1)).All(column => (row < rows.Length && column < columns.Length) || RestIsOpen(row, column)));

        bool RestIsOpen(int row, int column)
        {
            var itsRows = row < rows.Length ? [rows[row]] : moreRows;
            var itsColumns = column < columns.Length ? [columns[column]] : moreColumns;
            var most = itsRows.SelectMany(code => itsColumns.Select(other => MostOfFew(code, other, found, before))).Max();
            var rest = (row == rows.Length, column == columns.Length, most);
            if (!checks.TryGetValue(rest, out var withMore))
            {
                checks[rest] = withMore = new MarginCheck(row == rows.Length ? AtLeast(rowSums, most) : rowSums, column == columns.Length ? AtLeast(columnSums, most) : columnSums, cells);
            }

            return check.Holds(row, column, 0) && withMore.Holds(row, column, most);
        }
    }

    // What is few in the first release of the week, for whoever knows what has come since.
    private long MostOfFew(string row, string column, Dictionary<(string, string), TipChange> found, EarlierCross[] before)
    {
        var since = before.Length == 0 ? 0 : found.GetValueOrDefault((row, column)).Tips - before[0].Counts.GetValueOrDefault((row, column)).Tips;
        return Math.Max(0, rules.Few.High + since);
    }

    private static Bounds[] AtLeast(Bounds[] sums, long most) => [.. sums[..^1], sums[^1].And(new Bounds(most, Bounds.Far))];

    private string[] NotAmong(string[] listed, string dimension) => [.. counts.Codes.Of(dimension).Except(listed, StringComparer.Ordinal)];

    private Bounds[] Margins(string dimension, string[] listed, string[] more)
    {
        var rest = more.Aggregate(new Bounds(0, 0), (sum, code) => sum + margins(dimension, code));
        return [.. listed.Select(code => margins(dimension, code)), .. more.Length > 0 ? [rest] : Array.Empty<Bounds>()];
    }

    // What was never told is as open as a small number that stands by itself; what was told may still be two things.
    private static bool IsOpen(MarginCheck check, int row, int column, OpenCell cell)
    {
        var few = cell.Own.And(cell.Few);
        return cell.WasTold
            ? cell.Own.Size < 2 || Values(cell.Own).Where(value => check.Holds(row, column, value)).Take(2).Count() == 2
            : few.Size == 0 || (check.Holds(row, column, few.Low) && check.Holds(row, column, few.High));
    }

    // From the middle outwards.
    private static IEnumerable<long> Values(Bounds own) => Enumerable.Range(0, (int)own.Size).Select(place => own.Low + place).OrderBy(value => Math.Abs(2 * value - own.Low - own.High));

    private sealed record EarlierCross(CrossTable Table, Dictionary<(string, string), TipChange> Counts, DisclosureRules Rules);

    /// <param name="Own">What its own entries say.</param>
    /// <param name="Few">What was few when it was first left out, as far as that has changed since.</param>
    private sealed record OpenCell(Bounds Own, Bounds Few, bool WasTold);
}
