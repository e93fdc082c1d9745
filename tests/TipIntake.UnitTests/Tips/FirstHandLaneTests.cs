using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

/// <summary>Who need not show work for a tip about a flooded object.</summary>
public sealed class FirstHandLaneTests
{
    private static readonly Admission Flooded = new(Lane.Deferred, AdmissionReason.Object) { Relief = Relief.WorkOrWait, IsOpenToFirstHand = true };

    [Theory]
    [InlineData("owns-it", true)]
    [InlineData("sold-or-made-it", true)]
    [InlineData("lived-or-worked-there", true)]
    [InlineData("seen-in-person", false)]
    [InlineData("found-online", false)]
    [InlineData("guess", false)]
    [InlineData("OwnsIt", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Given_a_flooded_object_when_somebody_knows_at_first_hand_then_they_need_no_work(string? basis, bool open) =>
        Assert.Equal(open, FirstHandLane.IsOpenTo(Flooded, basis));

    [Theory]
    [InlineData(nameof(AdmissionReason.SourceNetwork))]
    [InlineData(nameof(AdmissionReason.WiderNetwork))]
    [InlineData(nameof(AdmissionReason.Deployment))]
    [InlineData(nameof(AdmissionReason.Fault))]
    public void Given_another_reason_than_the_object_when_somebody_knows_at_first_hand_then_nothing_is_open(string reason) =>
        Assert.False(FirstHandLane.IsOpenTo(Flooded with { Reason = Enum.Parse<AdmissionReason>(reason) }, "owns-it"));

    [Fact]
    public void Given_a_source_that_sends_much_or_is_refused_when_it_says_first_hand_then_nothing_is_open()
    {
        Assert.False(FirstHandLane.IsOpenTo(Flooded with { IsOpenToFirstHand = false }, "owns-it"));
        Assert.False(FirstHandLane.IsOpenTo(Flooded with { RetryAfter = TimeSpan.FromMinutes(1) }, "owns-it"));
    }

    [Fact]
    public void Given_no_alarm_when_somebody_knows_at_first_hand_then_no_place_is_used_up() =>
        Assert.False(FirstHandLane.IsOpenTo(new Admission(Lane.First, AdmissionReason.WithinLimits), "owns-it"));
}
