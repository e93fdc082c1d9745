using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics.Formats;

/// <summary>Answers that were never counted: the formats do not know the difference.</summary>
internal static class SampleExport
{
    public static readonly DateOnly Day = new(2026, 3, 31);

    private static readonly (DateOnly From, DateOnly To) Period = (new DateOnly(2026, 3, 23), new DateOnly(2026, 4, 5));

    public static Export Of(string measures, string by, string[]? occurring = null, bool provisional = false, string? where = null, string[]? scope = null)
    {
        var query = new StatisticsRequest(measures, by, where, AsOf: provisional ? null : "2026-03-31").ToQuery();
        var asOf = new AsOf(Day, provisional ? new DateTimeOffset(2026, 3, 31, 12, 0, 5, TimeSpan.Zero) : null, "Europe/Vienna");
        Axis[] axes = [.. query.By.Select(dimension => AxisOf(dimension, occurring ?? ["a1", "b2", ""]))];
        return new Export(query, asOf, axes, query.Time is null ? null : Period, scope, _ => Rows(query, axes));
    }

    public static async Task<byte[]> Bytes(this Export export, ExportFormat format)
    {
        using var memory = new MemoryStream();
        await using var measured = new MeasuredStream(memory);
        await format.Write(export, measured, CancellationToken.None);
        return memory.ToArray();
    }

    private static Axis AxisOf(Dimension dimension, string[] occurring) => dimension switch
    {
        { IsTime: true } => Axes.Periods(dimension, Period.From, Period.To),
        { Values: not null } => Axes.Coded(dimension, []),
        _ => Axes.Occurring(dimension, occurring, []),
    };

    private static async IAsyncEnumerable<CountRow> Rows(StatisticsQuery query, Axis[] axes)
    {
        var number = 0;
        foreach (var measure in query.Measures)
        {
            foreach (var values in Product(axes, []))
            {
                // Every kind of row: a number, zero, none at all.
                var value = number % 3 == 2 ? null : (decimal?)(number % 3 == 1 ? 0 : number + 0.500m);
                var bound = measure.Interval == Interval.None ? null : value;
                yield return new CountRow(measure, values, value, bound, bound + 1, value is null ? CountTable.Missing : number % 2 == 0 ? CountTable.Normal : CountTable.Provisional);
                number++;
            }
        }

        await Task.CompletedTask;
    }

    private static IEnumerable<AxisValue[]> Product(Axis[] axes, AxisValue[] before) =>
        before.Length == axes.Length ? [before] : axes[before.Length].Values.SelectMany(value => Product(axes, [.. before, value]));
}
