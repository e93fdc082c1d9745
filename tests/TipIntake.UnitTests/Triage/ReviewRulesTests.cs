using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class ReviewRulesTests
{
    [Fact]
    public void Every_useful_lead_is_looked_at_twice() => Assert.Equal(ReviewRules.Useful, Why(Decision.Useful, firstHand: false, percent: 0));

    [Theory]
    [InlineData(Decision.TooCommon)]
    [InlineData(Decision.RuledOut)]
    [InlineData(Decision.NotUseful)]
    [InlineData(Decision.Spam)]
    [InlineData(Decision.Abusive)]
    internal void Whoever_knows_at_first_hand_is_not_rejected_by_one_person_alone(Decision decision)
    {
        Assert.Equal(ReviewRules.FirstHand, Why(decision, firstHand: true, percent: 0));
        Assert.Null(Why(decision, firstHand: false, percent: 0));
    }

    [Fact]
    public void A_person_in_danger_waits_for_no_second_opinion() => Assert.Null(Why(Decision.Safeguarding, firstHand: true, percent: 100));

    [Fact]
    public void The_share_that_is_drawn_is_as_large_as_it_was_set()
    {
        var drawn = Enumerable.Range(0, 10_000).Count(number => ReviewRules.WhyAsked($"OBJ-2026-0001.{number}", Decision.Plausible, false, DateTimeOffset.UnixEpoch, 10) == ReviewRules.Share);

        Assert.InRange(drawn, 900, 1_100);
    }

    private static string? Why(Decision decision, bool firstHand, int percent) => ReviewRules.WhyAsked("OBJ-2026-0001.1", decision, firstHand, DateTimeOffset.UnixEpoch, percent);
}
