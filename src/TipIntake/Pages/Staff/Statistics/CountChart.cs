namespace TipIntake.Pages.Staff;

/// <summary>One row of figures over time, as columns or as a line with the range around it. Drawn without scripts; the same numbers stand in the table beneath.</summary>
/// <param name="Name">What it is about; empty: everything.</param>
/// <param name="Most">The top of the scale, the same for all charts that are compared.</param>
/// <param name="IsShare">A line: shares are not heaped up from zero.</param>
internal sealed record CountChart(string Name, IReadOnlyList<CountPoint> Points, decimal Most, bool IsShare)
{
    public const int Height = 100;
    public const int Step = 10;
    public const int Bar = 8;

    private const int FewestPoints = 10;

    public int Width => Math.Max(1, Points.Count) * Step;

    public bool IsEmpty => Points.All(point => point.Value is null || (!IsShare && point.Value == 0));

    public decimal? Total => IsShare ? null : Points.Sum(point => point.Value ?? 0);

    /// <summary>Variance over mean: 1 if tips came by chance, one by one; more if they come in waves. Null: too little to say.</summary>
    public decimal? Dispersion
    {
        get
        {
            var whole = Points.Where(point => point is { IsSoFar: false, Value: not null }).Select(point => point.Value!.Value).ToArray();
            if (IsShare || whole.Length < FewestPoints || whole.Sum() == 0)
            {
                return null;
            }

            var mean = whole.Average();
            return Math.Round(whole.Sum(value => (value - mean) * (value - mean)) / (whole.Length - 1) / mean, 1);
        }
    }

    /// <summary>Where a value stands, from the top.</summary>
    public decimal Top(decimal value) => Most == 0 ? Height : Math.Round(Height - (value / Most * Height), 2);

    /// <summary>What is counted can be seen, however little it is.</summary>
    public decimal Tall(decimal value) => value <= 0 ? 0 : Math.Max(1, Height - Top(value));

    public static int Middle(int index) => (index * Step) + (Step / 2);

    /// <summary>Runs without a gap: where there is no value there is no line.</summary>
    public IEnumerable<string> Lines() => Runs(point => point.Value is not null).Select(run => Corners(run, point => point.Value!.Value));

    /// <summary>The ranges: there along the upper ends, back along the lower ones.</summary>
    public IEnumerable<string> Bands() =>
        Runs(point => point is { Lower: not null, Upper: not null }).Select(run => $"{Corners(run, point => point.Upper!.Value)} {Corners(run.AsEnumerable().Reverse(), point => point.Lower!.Value)}");

    /// <summary>What the picture shows, for whoever does not see it.</summary>
    public string Summary()
    {
        var known = Points.Where(point => point.Value is not null).ToArray();
        if (IsEmpty)
        {
            return "Nothing was counted in this period.";
        }

        var (most, least) = (known.MaxBy(point => point.Value)!, known.MinBy(point => point.Value)!);
        var total = Total is { } sum ? $"{CountWords.Number(sum)} in all; " : "";
        return $"{total}most in {most.Label} ({CountWords.Number(most.Value)}), least in {least.Label} ({CountWords.Number(least.Value)}).";
    }

    private string Corners(IEnumerable<(int Place, CountPoint Point)> run, Func<CountPoint, decimal> value) => string.Join(' ', run.Select(at => FormattableString.Invariant($"{Middle(at.Place)},{Top(value(at.Point))}")));

    private IEnumerable<List<(int Place, CountPoint Point)>> Runs(Func<CountPoint, bool> isThere)
    {
        var run = new List<(int Place, CountPoint Point)>();
        foreach (var (place, point) in Points.Index())
        {
            if (isThere(point))
            {
                run.Add((place, point));
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}

/// <param name="IsSoFar">The period is not over as of the day asked for.</param>
internal sealed record CountPoint(string Label, decimal? Value, decimal? Lower, decimal? Upper, bool IsSoFar);
