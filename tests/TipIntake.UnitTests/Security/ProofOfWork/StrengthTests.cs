using CsCheck;
using TipIntake.Security.ProofOfWork;

namespace TipIntake.UnitTests.Security.ProofOfWork;

public sealed class StrengthTests
{
    [Theory]
    [InlineData(1.0, 14, 10)]
    [InlineData(1.9, 14, 10)]
    [InlineData(2.0, 15, 20)]
    [InlineData(4.0, 16, 40)]
    [InlineData(8.0, 17, 80)]
    [InlineData(16.0, 18, 120)]
    [InlineData(1e300, 18, 120)]
    [InlineData(double.PositiveInfinity, 18, 120)]
    [InlineData(double.NaN, 14, 10)]
    [InlineData(0.0, 14, 10)]
    public void It_grows_with_the_pressure_and_stays_within_what_people_wait_for(double pressure, int bits, int seconds) =>
        Assert.Equal(new Strength(bits, TimeSpan.FromSeconds(seconds)), Strength.For(pressure));

    [Fact]
    public void More_pressure_never_asks_for_less() =>
        Gen.Select(Gen.Double[0, 1e6], Gen.Double[0, 1e6]).Sample((one, other) =>
        {
            var (less, more) = (Strength.For(Math.Min(one, other)), Strength.For(Math.Max(one, other)));

            Assert.True(less.Bits <= more.Bits && less.Wait <= more.Wait);
        });
}
