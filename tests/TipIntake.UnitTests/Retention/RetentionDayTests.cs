using CsCheck;
using TipIntake.Retention;

namespace TipIntake.UnitTests.Retention;

public sealed class RetentionDayTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_follows_a_clock_that_goes_as_clocks_do()
    {
        var day = RetentionDay.Begin(Start, null);
        for (var passed = 1; passed <= 30; passed++)
        {
            day = day.Move(Start.AddDays(passed));
            Assert.Equal(RetentionDay.DayOf(Start).AddDays(passed), day.Day);
        }
    }

    [Fact]
    public void After_a_pause_it_catches_up_two_days_a_day()
    {
        var day = RetentionDay.Begin(Start, null).Move(Start.AddDays(10)).Move(Start.AddDays(11));

        Assert.Equal(RetentionDay.DayOf(Start).AddDays(4), day.Day);
    }

    [Fact]
    public void A_clock_that_was_ahead_and_is_right_again_is_believed_again()
    {
        var day = RetentionDay.Begin(Start, null).Move(Start.AddYears(10)).Move(Start.AddHours(1)).Move(Start.AddDays(1)).Move(Start.AddDays(2));

        Assert.Equal(RetentionDay.DayOf(Start).AddDays(2), day.Day);
    }

    [Fact]
    public void At_first_sight_no_clock_is_believed_beyond_the_last_tip() =>
        Assert.Equal(RetentionDay.DayOf(Start), RetentionDay.Begin(Start.AddYears(10), Start).Day);

    [Fact]
    public void Two_clocks_that_take_turns_move_the_day_by_two_days_and_no_further() =>
        Gen.Select(Gen.Int[21, 100_000], Gen.Int[2, 60]).Sample((ahead, turns) =>
        {
            var day = RetentionDay.Begin(Start, null);
            for (var turn = 1; turn <= turns; turn++)
            {
                day = day.Move(Start.AddMinutes(turn)).Move(Start.AddHours(ahead).AddMinutes(turn));
                Assert.InRange(day.Day.DayNumber, RetentionDay.DayOf(Start).DayNumber, RetentionDay.DayOf(Start).DayNumber + 3);
            }
        });

    [Fact]
    public void However_a_clock_jumps_the_day_moves_by_two_days_at_once_and_never_beyond_the_clock() =>
        Gen.Int[-5_000, 5_000].Array[1, 40].Sample(jumps =>
        {
            var day = RetentionDay.Begin(Start, null);
            foreach (var hours in jumps)
            {
                var now = Start.AddHours(hours);
                var next = day.Move(now);
                Assert.True(next.Day.DayNumber - day.Day.DayNumber <= 2);
                Assert.True(next.Day <= RetentionDay.DayOf(now) || next.Day == day.Day);
                day = next;
            }
        });
}
