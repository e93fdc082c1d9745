using CsCheck;
using TipIntake.Retention;

namespace TipIntake.UnitTests.Retention;

public sealed class RetentionDayTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_follows_a_clock_that_goes_as_clocks_do()
    {
        var day = RetentionDay.Begin(Start);
        for (var passed = 1; passed <= 30; passed++)
        {
            day = day.Move(Start.AddDays(passed));
            Assert.Equal(RetentionDay.DayOf(Start).AddDays(passed), day.Day);
        }
    }

    [Fact]
    public void After_a_pause_it_catches_up_two_days_a_day()
    {
        var day = RetentionDay.Begin(Start).Move(Start.AddDays(10)).Move(Start.AddDays(11));

        Assert.Equal(RetentionDay.DayOf(Start).AddDays(4), day.Day);
    }

    [Fact]
    public void A_clock_that_was_ahead_and_is_right_again_is_believed_again()
    {
        var day = RetentionDay.Begin(Start).Move(Start.AddYears(10)).Move(Start.AddHours(1)).Move(Start.AddDays(3));

        Assert.Equal(RetentionDay.DayOf(Start).AddDays(3), day.Day);
    }

    [Fact]
    public void However_a_clock_jumps_the_day_moves_by_two_days_for_each_twenty_hours_at_most_and_never_back() =>
        Gen.Select(Gen.Int[-5_000, 5_000].Array[1, 40], Gen.Bool).Sample((jumps, isLast) =>
        {
            var day = RetentionDay.Begin(Start);
            foreach (var hours in jumps)
            {
                var next = day.Move(Start.AddHours(hours));
                Assert.InRange(next.Day.DayNumber - day.Day.DayNumber, 0, 2);
                Assert.True(next.Day == day.Day || next.MovedAt - day.MovedAt >= TimeSpan.FromHours(20));
                day = next;
            }
        });
}
