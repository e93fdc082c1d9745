using TipIntake.Security.RateLimits;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class TipOrderTests
{
    private const string Said = "It was sold at the summer market of Faro.";

    [Fact]
    public void Other_wordings_come_before_copies_first_hand_before_others_and_what_differs_most_before_what_differs_little()
    {
        Tip[] tips =
        [
            Tip(1, Said), Tip(2, Said), Tip(3, "it was SOLD at the summer market of Faro!!"), Tip(4, Said + " Please share"),
            Tip(5, "My uncle made it in his workshop behind the summer market of Faro"), Tip(6, Said + " in 1998", Basis.OwnsIt), Tip(7, null),
        ];

        var order = TipOrder.Of(tips);

        Assert.Equal([1, 6, 5, 4, 7, 2, 3], order.Select(tip => Array.IndexOf(tips, tip) + 1));
        Assert.Equal(3, TipOrder.CountSame(tips)[tips[0].Id]);
        Assert.Equal(1, TipOrder.CountSame(tips)[tips[6].Id]);
    }

    [Fact]
    public void What_was_withdrawn_is_no_wording_of_its_own()
    {
        Tip[] tips = [Tip(1, Said).Emptied(Told.Noon), Tip(2, Said), Tip(3, "Another one")];

        Assert.Equal([2, 3, 1], TipOrder.Of(tips).Select(tip => Array.IndexOf(tips, tip) + 1));
        Assert.Empty(TipOrder.Of([]));
    }

    private static Tip Tip(int number, string? text, Basis? basis = null) => new()
    {
        Id = Guid.NewGuid(),
        Object = "OBJ-2026-0007",
        ReceivedAt = Told.Noon.AddSeconds(number),
        Lane = Lane.First,
        Key = 1,
        Form = 1,
        Text = text,
        Basis = basis,
    };
}
