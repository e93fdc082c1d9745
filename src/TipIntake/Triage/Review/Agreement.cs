namespace TipIntake.Triage;

/// <summary>A share with the range in which the true one lies (95 %).</summary>
internal sealed record Estimate(double Value, double Low, double High);

/// <summary>
/// How far two people who did not see each other's decision agree. Kappa (Cohen 1960) sinks when one answer is very frequent although people agree;
/// AC1 (Gwet 2008) does not, so both are given, and the table that they come from.
/// </summary>
/// <param name="Table">Rows: the first person; columns: the second; in the order of <see cref="Decision"/>.</param>
/// <param name="Kappa">Null when chance alone would agree always.</param>
internal sealed record Agreement(int Pairs, int[][] Table, Estimate? Share, Estimate? Kappa, Estimate? Ac1)
{
    private const double Z = 1.959963984540054;

    private static readonly int Categories = Enum.GetValues<Decision>().Length;

    public static Agreement Of(IReadOnlyList<(Decision First, Decision Second)> pairs)
    {
        var table = Enumerable.Range(0, Categories).Select(_ => new int[Categories]).ToArray();
        foreach (var (first, second) in pairs)
        {
            table[(int)first][(int)second]++;
        }

        return new Agreement(pairs.Count, table, pairs.Count == 0 ? null : Wilson(Observed(table), pairs.Count), Jackknife(table, KappaOf), Jackknife(table, Ac1Of));
    }

    /// <summary>Score interval (Wilson 1927): right also near 0 and 1 and for few.</summary>
    public static Estimate Wilson(double share, int n)
    {
        var z2 = Z * Z;
        var middle = (share + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Z / (1 + (z2 / n)) * Math.Sqrt((share * (1 - share) / n) + (z2 / (4.0 * n * n)));
        return new Estimate(share, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    private static double Observed(int[][] table) => (double)Enumerable.Range(0, Categories).Sum(i => table[i][i]) / Total(table);

    private static double? KappaOf(int[][] table)
    {
        var n = (double)Total(table);
        var chance = Enumerable.Range(0, Categories).Sum(i => table[i].Sum() / n * (table.Sum(row => row[i]) / n));
        return chance >= 1 ? null : (Observed(table) - chance) / (1 - chance);
    }

    private static double? Ac1Of(int[][] table)
    {
        var n = (double)Total(table);
        var chance = Enumerable.Range(0, Categories).Select(i => (table[i].Sum() + table.Sum(row => row[i])) / (2 * n)).Sum(p => p * (1 - p)) / (Categories - 1);
        return chance >= 1 ? null : (Observed(table) - chance) / (1 - chance);
    }

    private static int Total(int[][] table) => table.Sum(row => row.Sum());

    // Leaves each pair out once. All pairs in one cell of the table give the same, so each cell is reckoned once.
    private static Estimate? Jackknife(int[][] table, Func<int[][], double?> measure)
    {
        var n = Total(table);
        if (n < 2 || measure(table) is not { } all)
        {
            return null;
        }

        var values = new List<(double Value, int Times)>();
        for (var i = 0; i < Categories; i++)
        {
            for (var j = 0; j < Categories; j++)
            {
                if (table[i][j] is > 0 and var times)
                {
                    table[i][j]--;
                    values.Add((measure(table) ?? 1, times));
                    table[i][j]++;
                }
            }
        }

        var mean = values.Sum(v => v.Value * v.Times) / n;
        var error = Math.Sqrt((n - 1.0) / n * values.Sum(v => v.Times * (v.Value - mean) * (v.Value - mean)));
        return new Estimate(all, Math.Max(-1, all - (Z * error)), Math.Min(1, all + (Z * error)));
    }
}
