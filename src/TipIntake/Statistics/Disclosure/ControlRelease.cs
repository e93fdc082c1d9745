namespace TipIntake.Statistics;

/// <summary>Makes of what is true what may be told. Pure: the same counts give the same tables.</summary>
internal static class ControlRelease
{
    /// <param name="earlier">All releases of the same period that are out, with the same objects: whoever reads this one has read them.</param>
    public static ReleasedTables Run(PeriodCounts now, IReadOnlyList<EarlierRelease> earlier, DisclosureRules rules)
    {
        var tree = SumTree.Of(now.Objects, now.Codes);
        var counts = tree.Count(now);
        var before = Enumerable.Repeat(Bounds.Anything, counts.Length).ToArray();
        var held = new bool[counts.Length];
        foreach (var release in earlier)
        {
            var (then, threshold) = (tree.Count(release.Counts), rules with { Threshold = release.Tables.Threshold });
            for (var cell = 0; cell < counts.Length; cell++)
            {
                var entry = release.Tables.Cells[cell];
                var told = threshold.Told(entry.Status, entry.Shown);
                if (!told.Covers(new Bounds(then[cell], then[cell])))
                {
                    throw new InvalidOperationException("What was counted for an earlier release is not what is counted for its day now.");
                }

                before[cell] = before[cell].And(told.Moved(counts[cell] - then[cell]));
                held[cell] |= entry.Status != Confidentiality.F;
            }
        }

        while (true)
        {
            var (tables, tellsTooMuch) = Make(now, earlier, rules, tree, new Suppression(tree, rules, counts, before, held).Run(), counts);
            if (tellsTooMuch.Length == 0 || Array.TrueForAll(held, cell => cell))
            {
                return tables;
            }

            // Earlier cross-tables and these plain ones together: then the plain ones keep quiet, at last all of them.
            var all = Enumerable.Range(0, held.Length).Where(cell => tellsTooMuch.Contains(tree.Cells[cell].Table)).All(cell => held[cell]);
            held = [.. held.Select((isHeld, cell) => isHeld || all || tellsTooMuch.Contains(tree.Cells[cell].Table))];
        }
    }

    private static (ReleasedTables Tables, string[] TellsTooMuch) Make(
        PeriodCounts now, IReadOnlyList<EarlierRelease> earlier, DisclosureRules rules, SumTree tree, (Confidentiality[] Status, Bounds[] Derived) plain, int[] counts)
    {
        var (status, derived) = plain;
        var place = tree.Cells.Select((cell, place) => (cell, place)).ToDictionary(one => (one.cell.Table, one.cell.Code), one => one.place);
        var release = new CrossRelease(rules, now, earlier, (dimension, code) => derived[place[(dimension, code)]], (dimension, code) => status[place[(dimension, code)]] == Confidentiality.F);
        CrossTable[] crosses = [.. CrossTable.Pairs.Select(pair => release.Make(pair.Rows, pair.Columns))];
        var tables = new ReleasedTables(
            rules.Threshold,
            [.. now.Objects],
            [.. tree.Cells.Select((cell, at) => new ReleasedCell(cell.Table, cell.Code, status[at] == Confidentiality.F ? rules.Shown(counts[at]) : null, status[at]))],
            crosses);
        return (tables, [.. crosses.Where(table => table.Cells.Length == 0 && !release.LeavesOpen(table)).SelectMany(table => new[] { table.Rows, table.Columns })]);
    }
}
