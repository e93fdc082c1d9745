namespace TipIntake.Statistics;

/// <param name="Table">See <see cref="SumTree"/>; else the dimension.</param>
/// <param name="Shown">Null: not told.</param>
internal sealed record ReleasedCell(string Table, string Code, int? Shown, Confidentiality Status);

internal sealed record CrossCell(string Row, string Column, int? Shown, Confidentiality Status);

/// <summary>How often two answers come together.</summary>
/// <param name="Cells">Only of rows and columns that have a number of their own; none where the whole table would have told something about them.</param>
internal sealed record CrossTable(string Rows, string Columns, CrossCell[] Cells)
{
    /// <summary>Without the object: where and by whom would be too close together.</summary>
    public static readonly (string Rows, string Columns)[] Pairs =
        [(ReleaseCodes.Country, ReleaseCodes.Decision), (ReleaseCodes.Basis, ReleaseCodes.Decision), (ReleaseCodes.Country, ReleaseCodes.Language)];

    public CrossCell? Find(string row, string column) => Array.Find(Cells, cell => cell.Row == row && cell.Column == column);
}

/// <summary>All that stands in a release.</summary>
/// <param name="Threshold">That it was made with; settings change, what is out does not.</param>
internal sealed record ReleasedTables(int Threshold, ListedObject[] Objects, ReleasedCell[] Cells, CrossTable[] Crosses);

/// <summary>A release of the same period that is out already, and what was so on its day.</summary>
internal sealed record EarlierRelease(ReleasedTables Tables, PeriodCounts Counts);
