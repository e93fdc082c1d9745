using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>The answer for one measure, as far as a page can show it: charts over time or bars, and the first rows. The files have all of it.</summary>
internal sealed class CountView
{
    public const int MostRows = 400;
    public const int MostCharts = 24;

    // Beyond it a page is no help, and the answer is read no further.
    public const int MostCells = 60_000;

    private const int PointsOfBars = 40;

    private readonly DateOnly lastWhole;

    private CountView(Measure measure, CountTable table) => (Measure, Axes, lastWhole) = (measure, table.Axes, table.AsOf.IsProvisional ? table.AsOf.Day.AddDays(-1) : table.AsOf.Day);

    public Measure Measure { get; }

    /// <summary>People read shares in percent; files have them as they are.</summary>
    public string Unit => Measure.IsShare ? "percent" : Measure.Unit;

    public Axis[] Axes { get; }

    public List<CountRow> Rows { get; } = [];

    /// <summary>Null where adding up means nothing: shares, medians, regions.</summary>
    public decimal? Total => Measure.AddsUp && Axes.All(axis => !axis.Dimension.IsMultiple) ? Rows.Sum(row => row.Value ?? 0) : null;

    public bool HasTime => Axes.Any(axis => axis.Dimension.IsTime);

    public bool HasRange => Measure.Interval != Interval.None;

    public static async Task<List<CountView>> Of(CountTable table, CancellationToken cancel)
    {
        var views = table.Query.Measures.Select(measure => new CountView(measure, table)).ToList();
        await foreach (var row in table.Rows(cancel))
        {
            views.Find(view => view.Measure == row.Measure)!.Rows.Add(row.Measure.IsShare ? row with { Value = Percent(row.Value), Lower = Percent(row.Lower), Upper = Percent(row.Upper) } : row);
        }

        return views;
    }

    /// <summary>Small multiples: one chart for each combination of everything but time, largest first, all on one scale.</summary>
    public (List<CountChart> Charts, int Others) Charts()
    {
        var time = Array.FindIndex(Axes, axis => axis.Dimension.IsTime);
        var most = Rows.Max(row => row.Upper ?? row.Value) ?? 0;
        var all = Rows.GroupBy(row => string.Join(" · ", row.Values.Where((_, place) => place != time).Select(value => value.Name)), StringComparer.Ordinal)
            .Select(same => new CountChart(same.Key, [.. same.Select(row => Point(row, time))], most, !Measure.AddsUp))
            .OrderByDescending(chart => chart.Total ?? chart.Points.Count(point => point.Value is not null)).ThenBy(chart => chart.Name, StringComparer.Ordinal).ToList();
        return ([.. all.Take(MostCharts)], Math.Max(0, all.Count - MostCharts));
    }

    /// <summary>Rows with a bar each: where there is no time, and not too many.</summary>
    public bool HasBars => !HasTime && Axes.Length > 0 && Rows.Count <= PointsOfBars * 10 && Measure.IsCount;

    public decimal Most => Rows.Count == 0 ? 0 : Rows.Max(row => row.Value ?? 0);

    private static decimal? Percent(decimal? share) => share is { } known ? Math.Round(known * 100, 1) : null;

    private CountPoint Point(CountRow row, int time) => new(row.Values[time].Code, row.Value, row.Lower, row.Upper, row.Values[time].To > lastWhole);
}
