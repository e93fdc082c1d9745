using CsCheck;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class ArrivalRateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_steady_load_never_alarms_however_it_swings() =>
        Gen.Select(Gen.Int[0, 500], Gen.Double[0.4, 1.6].Array[1_500]).Sample((usual, swings) =>
        {
            var rate = Usually(usual);
            for (var minute = 0; minute < swings.Length; minute++)
            {
                rate = After(rate, (int)(Math.Max(usual, 1) * swings[minute]), minute);
                Assert.Null(rate.Since);
            }
        }, iter: 200);

    [Fact]
    public void Ten_times_as_many_alarm_within_three_minutes_and_it_ends_half_an_hour_after_them() =>
        Gen.Select(Gen.Int[5, 500], Gen.Int[3, 600]).Sample((usual, minutes) =>
        {
            var rate = Usually(usual);
            var alarmed = 0;
            for (var minute = 0; minute < minutes; minute++)
            {
                rate = After(rate, usual * 10, minute);
                alarmed = rate.Since is null ? minute + 2 : alarmed;
            }

            Assert.InRange(alarmed, 0, 3);
            for (var minute = 0; minute < ArrivalRate.MinutesToCalm - 1; minute++)
            {
                rate = After(rate, usual, minutes + minute);
            }

            Assert.NotNull(rate.Since);
            Assert.Null(After(rate, usual, minutes + ArrivalRate.MinutesToCalm).Since);
        }, iter: 500);

    [Fact]
    public void A_few_tips_for_an_object_that_nobody_told_about_are_no_burst()
    {
        var rate = ArrivalRate.Begin(ArrivalRate.LeastThreshold);

        for (var minute = 0; minute < 600; minute++)
        {
            rate = After(rate, minute % 10 == 0 ? 20 : 3, minute);
        }

        Assert.Null(rate.Since);
    }

    [Fact]
    public void What_lasts_for_weeks_becomes_usual()
    {
        var rate = Usually(10);

        for (var minute = 0; minute < 6 * 7 * 24 * 60; minute++)
        {
            rate = After(rate, 60, minute);
        }

        Assert.Null(rate.Since);
    }

    private static ArrivalRate Usually(int perMinute) => ArrivalRate.Begin(ArrivalRate.MostThreshold) with { PerMinute = Math.Max(ArrivalRate.Least, perMinute) };

    private static ArrivalRate After(ArrivalRate rate, int tips, int minute) => rate.After(tips, Noon.AddMinutes(minute), ArrivalRate.MostThreshold);
}
