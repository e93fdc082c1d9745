using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

/// <summary>Which tips are announced apart while their object is in a burst.</summary>
public sealed class BundlingTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(nameof(Basis.Guess), true)]
    [InlineData(nameof(Basis.SeenInPerson), true)]
    [InlineData(nameof(Basis.SoldOrMadeIt), false)]
    public void Given_a_burst_when_a_tip_goes_to_the_first_lane_then_only_who_knows_at_first_hand_goes_alone(string? basis, bool bundled) =>
        Assert.Equal(bundled, Bundling.AppliesTo(Tip(Lane.First, basis), inBurst: true));

    [Fact]
    public void Given_a_burst_when_a_tip_is_deferred_then_saying_first_hand_changes_nothing() =>
        Assert.True(Bundling.AppliesTo(Tip(Lane.Deferred, nameof(Basis.SoldOrMadeIt)), inBurst: true));

    [Fact]
    public void Given_no_burst_then_every_tip_goes_alone() => Assert.False(Bundling.AppliesTo(Tip(Lane.First, null), inBurst: false));

    [Fact]
    public void News_knows_when_it_was_made()
    {
        var at = new DateTimeOffset(2026, 11, 23, 4, 5, 6, 789, TimeSpan.Zero);

        Assert.Equal(at, TipNews.Of(TipNewsKind.Arrived, Lane.First, [], at).At);
    }

    private static Tip Tip(Lane lane, string? basis) => new()
    {
        Id = Guid.NewGuid(),
        Object = "OBJ-2026-0007",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Lane = lane,
        Key = 1,
        Form = 1,
        Basis = basis is null ? null : Enum.Parse<Basis>(basis),
    };
}
