namespace TipIntake.Statistics;

/// <summary>
/// Whether a cross-table says nothing about its margins: for whatever they are within what is known of them, numbers exist that fit into every cell and add up to them.
/// Then whoever holds the cross-table knows no more about any plain table than without it, and what can be derived there stays exact.
/// </summary>
/// <remarks>
/// For given margins such numbers exist if and only if no set of rows has to send more into a set of columns than fits (Gale, Hoffman). For each set of columns the worst set
/// of rows is found row by row; that margins on both sides have the same total is used in two ways, and one of them has to do.
/// </remarks>
internal sealed class MarginCheck
{
    private readonly Bounds[] rows;
    private readonly Bounds[] columns;
    private readonly Bounds[,] cells;
    private readonly long[] most;
    private readonly long[] least;

    public MarginCheck(Bounds[] rows, Bounds[] columns, Bounds[,] cells)
    {
        (this.rows, this.columns, this.cells) = (rows, columns, cells);
        (most, least) = (new long[1 << columns.Length], new long[1 << columns.Length]);
        for (var set = 0; set < most.Length; set++)
        {
            var inSet = set;
            most[set] = Enumerable.Range(0, columns.Length).Sum(column => Has(inSet, column) ? -columns[column].Low : 0);
            least[set] = Enumerable.Range(0, columns.Length).Sum(column => Has(inSet, column) ? 0 : columns[column].High);
            for (var row = 0; row < rows.Length; row++)
            {
                var (needed, spared) = Load(row, set, null);
                (most[set], least[set]) = (most[set] + needed, least[set] + spared);
            }
        }
    }

    public bool Holds() => Holds(0, null);

    /// <summary>It still does if one cell is known to be exactly this.</summary>
    public bool Holds(int row, int column, long value) => cells[row, column].Covers(new Bounds(value, value)) && Holds(row, (column, value));

    private bool Holds(int row, (int Column, long Value)? known)
    {
        for (var set = 0; set < most.Length; set++)
        {
            var (needed, spared) = known is null ? (0, 0) : Difference(row, set, known);
            if (most[set] + needed > 0 && least[set] + spared > 0)
            {
                return false;
            }
        }

        return true;
    }

    private (long Needed, long Spared) Difference(int row, int set, (int Column, long Value)? known)
    {
        var ((needed, spared), (neededBefore, sparedBefore)) = (Load(row, set, known), Load(row, set, null));
        return (needed - neededBefore, spared - sparedBefore);
    }

    // What a row has to send into the set at worst, and the same less all that it has.
    private (long Needed, long Spared) Load(int row, int set, (int Column, long Value)? known)
    {
        var (into, outside) = (0L, 0L);
        for (var column = 0; column < columns.Length; column++)
        {
            var cell = known is { } exactly && exactly.Column == column ? new Bounds(exactly.Value, exactly.Value) : cells[row, column];
            if (Has(set, column))
            {
                into += cell.Low;
            }
            else
            {
                outside += cell.High;
            }
        }

        return (Math.Max(rows[row].High - outside, into), Math.Max(-outside, into - rows[row].Low));
    }

    private static bool Has(int set, int column) => (set >> column & 1) == 1;
}
