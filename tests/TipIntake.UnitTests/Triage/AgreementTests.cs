using CsCheck;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class AgreementTests
{
    [Fact]
    public void Share_kappa_and_ac1_are_those_of_a_table_reckoned_by_hand()
    {
        // 20 both useful, 15 both not useful, 5 and 10 apart: po 0.7, pe for kappa 0.25·0.3·… by hand below.
        var agreement = Agreement.Of([.. Pairs(Decision.Useful, Decision.Useful, 20), .. Pairs(Decision.Useful, Decision.NotUseful, 5), .. Pairs(Decision.NotUseful, Decision.Useful, 10), .. Pairs(Decision.NotUseful, Decision.NotUseful, 15)]);

        Assert.Equal(50, agreement.Pairs);
        Assert.Equal(0.70, agreement.Share!.Value, 10);
        // Chance: 25/50 · 30/50 + 25/50 · 20/50 = 0.5.
        Assert.Equal((0.70 - 0.50) / 0.50, agreement.Kappa!.Value, 10);
        // Chance: (0.55 · 0.45 + 0.45 · 0.55) / 7, eight categories.
        Assert.Equal((0.70 - (0.495 / 7)) / (1 - (0.495 / 7)), agreement.Ac1!.Value, 10);
    }

    [Fact]
    public void When_one_answer_is_nearly_all_kappa_sinks_and_ac1_does_not()
    {
        var agreement = Agreement.Of([.. Pairs(Decision.NotUseful, Decision.NotUseful, 95), .. Pairs(Decision.NotUseful, Decision.Plausible, 3), .. Pairs(Decision.Plausible, Decision.NotUseful, 2)]);

        Assert.InRange(agreement.Kappa!.Value, -0.1, 0.1);
        Assert.InRange(agreement.Ac1!.Value, 0.9, 1);
    }

    [Fact]
    public void Without_pairs_nothing_is_claimed()
    {
        var agreement = Agreement.Of([]);

        Assert.Null(agreement.Share);
        Assert.Null(agreement.Kappa);
        Assert.Null(agreement.Ac1);
    }

    [Fact]
    public void Every_estimate_lies_in_its_interval() =>
        Gen.Select(Gen.Enum<Decision>(), Gen.Enum<Decision>()).List[2, 60].Sample(pairs =>
        {
            var agreement = Agreement.Of([.. pairs.Select(pair => (pair.Item1, pair.Item2))]);

            foreach (var estimate in ((Estimate?[])[agreement.Share, agreement.Kappa, agreement.Ac1]).OfType<Estimate>())
            {
                Assert.True(estimate.Low <= estimate.Value + 1e-9 && estimate.Value - 1e-9 <= estimate.High);
            }
        });

    [Theory]
    [InlineData(59, 0, 0.0495)]
    [InlineData(60, 0, 0.0487)]
    [InlineData(60, 1, 0.0766)]
    [InlineData(10, 10, 1)]
    public void The_bound_on_missed_useful_leads_is_the_exact_one(int reviewed, int found, double atMost) =>
        Assert.Equal(atMost, MissedUseful.Of(reviewed, found).AtMost!.Value, 4);

    [Fact]
    public void Without_a_sample_there_is_no_bound() => Assert.Null(MissedUseful.Of(0, 0).AtMost);

    private static IEnumerable<(Decision, Decision)> Pairs(Decision first, Decision second, int count) => Enumerable.Repeat((first, second), count);
}
