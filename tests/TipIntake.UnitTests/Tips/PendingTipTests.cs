using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

public sealed class PendingTipTests
{
    [Theory]
    [InlineData(1, 1, (int)StoringResult.Stored)]
    [InlineData(1, 2, (int)StoringResult.KeyReused)]
    public async Task A_twin_of_a_stored_tip_is_judged_by_its_own_body(byte first, byte second, int expected)
    {
        var (one, other) = (Pending(first), Pending(second));
        var fate = other.ShareFateOf(one);

        one.Complete(StoringResult.Stored);
        await fate;

        Assert.Equal((StoringResult)expected, (await other.Outcome).Result);
    }

    [Fact]
    public async Task A_twin_of_a_refused_tip_can_still_be_the_one_that_stands()
    {
        var (one, other) = (Pending(body: 1), Pending(body: 2));
        var fate = other.ShareFateOf(one);

        one.AnswerWith(Pending(body: 2).Tip);
        await fate;

        Assert.Equal(StoringResult.KeyReused, (await one.Outcome).Result);
        Assert.Equal(StoringResult.Stored, (await other.Outcome).Result);
    }

    [Theory]
    [InlineData((int)StoringResult.NotStored)]
    [InlineData((int)StoringResult.NotNow)]
    [InlineData((int)StoringResult.Unknown)]
    public async Task A_twin_of_a_tip_that_was_not_stored_is_not_stored_either(int fate)
    {
        var (one, other) = (Pending(body: 1), Pending(body: 1));
        var shared = other.ShareFateOf(one);

        one.Complete((StoringResult)fate);
        await shared;

        Assert.Equal((StoringResult)fate, (await other.Outcome).Result);
    }

    [Fact]
    public async Task The_key_of_a_withdrawn_tip_is_used_up()
    {
        var pending = Pending(body: 1);

        pending.AnswerWith(pending.Tip.Emptied(DateTimeOffset.UnixEpoch));

        Assert.Equal(StoringResult.TakenBack, (await pending.Outcome).Result);
    }

    private static PendingTip Pending(byte body) => new(
        new Tip { Id = Guid.Empty, Object = "OBJ-2026-0001", ReceivedAt = DateTimeOffset.UnixEpoch, Lane = Lane.First, Key = 1, Form = 1, BodyHash = [body] },
        contact: null,
        earlierIds: [],
        since: 0);
}
