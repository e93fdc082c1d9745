using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

public sealed class CampaignTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("Radio-2026", "radio-2026")]
    [InlineData("0123456789ABCDEF", "0123456789abcdef")]
    public void A_code_is_read_whatever_its_capitals(string sent, string code)
    {
        var isCode = CampaignCode.TryRead(sent, out var read);

        Assert.True(isCode);
        Assert.Equal(code, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("0123456789abcdefg")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a b")]
    [InlineData("a_b")]
    [InlineData("ábc")]
    [InlineData("abс")]
    [InlineData("abc\n")]
    public void Nothing_else_is_a_code(string? sent) => Assert.False(CampaignCode.TryRead(sent, out _));

    [Fact]
    public void A_campaign_is_in_force_until_the_end_of_its_last_day()
    {
        var campaign = new Campaign("radio", "Radio", Noon, new DateOnly(2026, 11, 22));

        Assert.True(campaign.IsInForce(Noon));
        Assert.True(campaign.IsInForce(Noon.AddHours(11.99)));
        Assert.False(campaign.IsInForce(Noon.AddHours(12)));
    }

    [Fact]
    public void A_campaign_that_was_ended_is_over()
    {
        var campaign = new Campaign("radio", "Radio", Noon) { EndedAt = Noon };

        Assert.False(campaign.IsInForce(Noon));
    }
}
