using System.Globalization;
using TipIntake.Statistics;

namespace TipIntake.Pages.Staff;

/// <summary>How figures and the terms of the definitions are said on pages.</summary>
internal static class CountWords
{
    public static string Number(decimal? value) => value is { } known ? known.ToString("#,0.######", CultureInfo.InvariantCulture).Replace(',', '\u202F') : "–";

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Range(CountRow row) => row is { Lower: { } low, Upper: { } high } ? $"{Number(Math.Round(low, 4))} to {Number(Math.Round(high, 4))}" : "";

    /// <summary>What was left out by the question; nothing where it asked for everything.</summary>
    public static string Only(IReadOnlyCollection<Filter> filters) => string.Concat(filters.GroupBy(filter => filter.Dimension)
        .Select(one => $"Only {one.Key.Name.ToLowerInvariant()} {string.Join(" or ", one.Select(filter => one.Key.Values?.FirstOrDefault(value => value.Code == filter.Code)?.Name ?? filter.Code.Replace('_', ' ').Trim()))}. "));

    public static string Clock(Clock clock) => clock switch
    {
        TipIntake.Statistics.Clock.Received => "by the day on which it came",
        TipIntake.Statistics.Clock.Assessed => "by the day of the first look at it",
        TipIntake.Statistics.Clock.Decided => "by the day since which it is decided",
        _ => "as it stood on the day asked for",
    };

    public static string Status(char status) => status switch
    {
        CountTable.Provisional => "so far",
        CountTable.Missing => "none possible",
        _ => "",
    };

    /// <summary>What is shown, in one line.</summary>
    public static string Title(Measure measure, Dimension[] by) => by.Length == 0 ? measure.Name : $"{measure.Name} by {string.Join(", ", by.Select(dimension => dimension.Name.ToLowerInvariant()))}";
}
