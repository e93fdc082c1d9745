using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

public sealed class OutcomeTallyTests
{
    [Fact]
    public void A_reason_is_held_against_the_leads_that_do_not_have_it()
    {
        var tally = new OutcomeTally();
        tally.Add(["place", "country", "place"], useful: true);
        tally.Add(["place"], useful: false);
        tally.Add([], useful: true);
        tally.Add([], useful: false);

        var place = tally.Rows().Single(row => row.Code == "place");
        var country = tally.Rows().Single(row => row.Code == "country");

        Assert.Equal((4, 2), (tally.Leads, tally.Useful));
        Assert.Equal((2, 1, 2, 1), (place.With, place.UsefulWith, place.Without, place.UsefulWithout));
        Assert.Equal((1, 1, 3, 1), (country.With, country.UsefulWith, country.Without, country.UsefulWithout));
        Assert.Equal(0.5, place.ShareWith!.Value);
        Assert.InRange(country.ShareWith!.Low, 0.2, 0.21);
    }

    [Fact]
    public void What_every_lead_has_is_compared_with_nothing()
    {
        var tally = new OutcomeTally();
        tally.Add(["place"], useful: true);

        var row = Assert.Single(tally.Rows());

        Assert.Null(row.ShareWithout);
    }

    [Fact]
    public void Weights_come_back_from_their_codes_as_they_were()
    {
        var weights = new PriorityWeights { SoldOrMade = -3, PerDayWaiting = 9 };

        var back = WeightCodes.Weights(WeightCodes.Values(weights), new PriorityWeights());

        Assert.Equal(weights, back);
        Assert.All(PointCodes.Sentences.Keys, code => Assert.Contains(code, WeightCodes.Defaults.Keys));
    }
}
