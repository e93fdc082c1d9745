using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage.Placing;

public sealed class FloodRestTests
{
    private static readonly TimeSpan Placing = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void While_more_tips_come_in_than_can_be_placed_most_of_the_time_is_left_to_others() =>
        Assert.Equal(TimeSpan.FromSeconds(1), FloodRest.After(Placing, placed: 1_000, came: 4_001));

    [Fact]
    public void As_many_tips_as_can_be_placed_are_placed_without_a_rest() =>
        Assert.Equal(TimeSpan.Zero, FloodRest.After(Placing, placed: 1_000, came: 4_000));

    [Fact]
    public void Once_the_flood_is_over_what_it_left_is_placed_without_a_rest() =>
        Assert.Equal(TimeSpan.Zero, FloodRest.After(Placing, placed: 1_000, came: 0));

    [Fact]
    public void Tips_of_the_first_lane_are_placed_without_a_rest() =>
        Assert.Equal(TimeSpan.Zero, FloodRest.After(Placing, placed: 0, came: 0));
}
