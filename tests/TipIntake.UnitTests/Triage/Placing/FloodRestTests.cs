using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage.Placing;

public sealed class FloodRestTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Placing = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void While_deferred_tips_arrive_most_of_the_time_is_left_to_others() =>
        Assert.Equal(TimeSpan.FromMilliseconds(500), FloodRest.After(Placing, Now - TimeSpan.FromSeconds(1), Now));

    [Fact]
    public void Once_the_flood_is_over_what_it_left_is_placed_without_a_rest() =>
        Assert.Equal(TimeSpan.Zero, FloodRest.After(Placing, Now - FloodRest.Ends, Now));

    [Fact]
    public void Tips_of_the_first_lane_are_placed_without_a_rest() =>
        Assert.Equal(TimeSpan.Zero, FloodRest.After(Placing, newest: null, Now));

    [Fact]
    public void A_clock_that_is_far_ahead_elsewhere_stops_nothing() =>
        Assert.Equal(TimeSpan.Zero, FloodRest.After(Placing, Now + TimeSpan.FromDays(1), Now));
}
