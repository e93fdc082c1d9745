using System.Globalization;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

/// <summary>Late, and from a midnight on: a state says nothing about the day on which somebody worked.</summary>
public sealed class TipStatesTests
{
    [Fact]
    public void A_tip_that_nobody_has_opened_was_received()
    {
        var now = At("2026-11-23T12:00:00Z");

        Assert.Equal(TipState.Received, TipStates.Of(null, now));
        Assert.Equal(TipState.Received, TipStates.Of(new TipProgress(Guid.Empty), now));
    }

    [Theory]
    [InlineData("2026-11-23T00:00:00Z", "2026-11-25T00:00:00Z")]
    [InlineData("2026-11-23T23:59:59Z", "2026-11-25T00:00:00Z")]
    [InlineData("2026-11-23T23:30:00-05:00", "2026-11-26T00:00:00Z")]
    public void That_a_tip_was_read_shows_when_the_day_after_is_over(string read, string shows)
    {
        var progress = new TipProgress(Guid.Empty, ReadAt: At(read));

        Assert.Equal(TipState.Received, TipStates.Of(progress, At(shows).AddTicks(-1)));
        Assert.Equal(TipState.Read, TipStates.Of(progress, At(shows)));
    }

    [Theory]
    [InlineData("2026-11-22T23:59:59Z", "2026-11-30T00:00:00Z")]
    [InlineData("2026-11-23T00:00:00Z", "2026-12-07T00:00:00Z")]
    [InlineData("2026-11-26T15:00:00Z", "2026-12-07T00:00:00Z")]
    [InlineData("2026-11-29T23:59:59Z", "2026-12-07T00:00:00Z")]
    public void That_a_tip_was_used_shows_on_the_first_Monday_after_seven_days(string used, string shows)
    {
        var progress = new TipProgress(Guid.Empty, At(used).AddDays(-10), At(used));

        Assert.Equal(TipState.Read, TipStates.Of(progress, At(shows).AddTicks(-1)));
        Assert.Equal(TipState.Used, TipStates.Of(progress, At(shows)));
        Assert.Equal(TipState.Received, TipStates.Of(progress with { ReadAt = null }, At(shows).AddTicks(-1)));
    }

    [Fact]
    public void A_use_can_be_taken_back_exactly_as_long_as_it_is_not_shown()
    {
        var begin = At("2026-11-02T00:30:00Z");
        var moments = Enumerable.Range(0, 24 * 8).Select(hours => begin.AddHours(5 * hours)).ToArray();

        Assert.All(moments, now => Assert.All(moments.Where(used => used <= now), used =>
            Assert.Equal(TipStates.Of(new TipProgress(Guid.Empty, UsedAt: used), now) != TipState.Used, used >= TipStates.NotYetShownAsUsed(now))));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
