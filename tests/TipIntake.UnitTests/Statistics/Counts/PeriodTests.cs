using System.Globalization;
using CsCheck;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

public sealed class PeriodTests
{
    private static readonly Dimension[] Times = [Dimensions.Day, Dimensions.Week, Dimensions.Month];

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 20_000].Select(day => new DateOnly(2000, 1, 1).AddDays(day));

    [Fact]
    public void Periods_follow_each_other_without_a_gap_and_take_in_the_first_and_the_last_day() => Gen.Select(Days, Gen.Int[0, 800], Gen.Int[0, 2]).Sample((from, days, which) =>
    {
        var periods = Axes.Periods(Times[which], from, from.AddDays(days)).Values;

        Assert.InRange(from, periods[0].From!.Value, periods[0].To!.Value);
        Assert.InRange(from.AddDays(days), periods[^1].From!.Value, periods[^1].To!.Value);
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.To!.Value.AddDays(1), pair.Second.From));
        Assert.Equal(periods.Length, periods.Select(period => period.Code).Distinct().Count());
    });

    [Fact]
    public void A_week_is_one_of_ISO_8601() => Days.Sample(day =>
    {
        var week = Axes.Periods(Dimensions.Week, day, day).Values[0];

        Assert.Equal((DayOfWeek.Monday, 6), (week.From!.Value.DayOfWeek, week.To!.Value.DayNumber - week.From.Value.DayNumber));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day.ToDateTime(default)):0000}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(default)):00}"), week.Code);
    });

    [Theory]
    [InlineData("2027-01-01", "2026-W53")]
    [InlineData("2024-12-30", "2025-W01")]
    public void The_days_between_the_years_belong_to_the_year_of_their_Thursday(string day, string week) =>
        Assert.Equal(week, Axes.Periods(Dimensions.Week, DateOnly.Parse(day, CultureInfo.InvariantCulture), DateOnly.Parse(day, CultureInfo.InvariantCulture)).Values[0].Code);
}
