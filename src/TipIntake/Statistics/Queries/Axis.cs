using System.Globalization;

namespace TipIntake.Statistics;

/// <summary>The values of one dimension in an answer, in their order. Every combination of them is a row, also where nothing was counted.</summary>
internal sealed record Axis(Dimension Dimension, AxisValue[] Values);

/// <param name="Stored">As the facts have it.</param>
/// <param name="Code">As it is said outside.</param>
/// <param name="From">Of a period: its first day; of an object: the day from which tips could be sent.</param>
/// <param name="To">Of a period: its last day.</param>
internal sealed record AxisValue(string Stored, string Code, string Name, DateOnly? From = null, DateOnly? To = null);

internal static class Axes
{
    /// <summary>Of a dimension whose values are known beforehand, as far as the query asks for them.</summary>
    public static Axis Coded(Dimension dimension, string[] wanted) => new(dimension, [.. Chosen(wanted, Known(dimension))]);

    /// <param name="stored">The values that occur.</param>
    public static Axis Occurring(Dimension dimension, IEnumerable<string> stored, string[] wanted) => new(
        dimension,
        [.. Chosen(wanted, stored.Where(value => value.Length > 0).Order(StringComparer.Ordinal).Select(value => new AxisValue(value, value, value)).Concat(stored.Any(value => value.Length == 0) ? Unsaid(dimension) : []))]);

    /// <summary>All periods that touch these days.</summary>
    public static Axis Periods(Dimension dimension, DateOnly from, DateOnly to)
    {
        var values = new List<AxisValue>();
        for (var start = Start(dimension.Period!.Value, from); start <= to; start = Next(dimension.Period.Value, start))
        {
            var label = Label(dimension.Period.Value, start);
            values.Add(new AxisValue(start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), label, label, start, Next(dimension.Period.Value, start).AddDays(-1)));
        }

        return new Axis(dimension, [.. values]);
    }

    public static DateOnly Start(PeriodLength period, DateOnly day) => period switch
    {
        PeriodLength.Week => day.AddDays(-((int)day.DayOfWeek + 6) % 7),
        PeriodLength.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    public static DateOnly Next(PeriodLength period, DateOnly start) => period switch
    {
        PeriodLength.Week => start.AddDays(7),
        PeriodLength.Month => start.AddMonths(1),
        _ => start.AddDays(1),
    };

    private static string Label(PeriodLength period, DateOnly start) => period switch
    {
        PeriodLength.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(start)}-W{ISOWeek.GetWeekOfYear(start):00}"),
        PeriodLength.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static IEnumerable<AxisValue> Known(Dimension dimension) => dimension.Values!.Select(value => new AxisValue(value.Stored, value.Code, value.Name)).Concat(Unsaid(dimension));

    private static AxisValue[] Unsaid(Dimension dimension) => dimension.Unsaid is { } code ? [new AxisValue("", code, code.Replace('_', ' '))] : [];

    private static IEnumerable<AxisValue> Chosen(string[] wanted, IEnumerable<AxisValue> all) => wanted.Length == 0 ? all : all.Where(value => wanted.Contains(value.Code, StringComparer.Ordinal));
}
