using CsCheck;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

public sealed class PoissonIntervalTests
{
    // Garwood's table of 1936, as every handbook has it.
    [Theory]
    [InlineData(0, 0, 3.688879)]
    [InlineData(1, 0.025318, 5.571643)]
    [InlineData(2, 0.242209, 7.224688)]
    [InlineData(5, 1.623486, 11.668332)]
    [InlineData(9, 4.115373, 17.084803)]
    public void Few_events_have_the_exact_interval(int events, double lower, double upper)
    {
        var interval = PoissonInterval.Of(events);

        Assert.Equal(lower, interval.Lower, 5);
        Assert.Equal(upper, interval.Upper, 5);
    }

    [Theory]
    [InlineData(10, 4.795389, 18.390357)]
    [InlineData(100, 81.363943, 121.627313)]
    public void Many_events_have_nearly_the_exact_one(int events, double lower, double upper)
    {
        var interval = PoissonInterval.Of(events);

        Assert.Equal(lower, interval.Lower, 0.03);
        Assert.Equal(upper, interval.Upper, 0.03);
    }

    [Fact]
    public void It_always_has_the_number_of_events_in_it_and_moves_up_with_it() => Gen.Int[0, 5_000].Sample(events =>
    {
        var (one, next) = (PoissonInterval.Of(events), PoissonInterval.Of(events + 1));

        Assert.InRange(events, one.Lower, one.Upper);
        Assert.True(next.Lower > one.Lower && next.Upper > one.Upper);
    });
}
