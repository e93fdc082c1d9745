using TipIntake.Pages.Staff;

namespace TipIntake.UnitTests.Statistics;

public sealed class CountChartTests
{
    [Fact]
    public void The_most_reaches_the_top_and_one_tip_among_thousands_can_be_seen()
    {
        var chart = Of(1, 5_000);

        Assert.Equal((1, 100), (chart.Tall(1), chart.Tall(5_000)));
        Assert.Equal(0, chart.Tall(0));
    }

    [Fact]
    public void It_says_in_words_what_it_shows() =>
        Assert.Equal("12 in all; most in day 1 (7), least in day 2 (0).", Of(5, 7, 0).Summary());

    [Fact]
    public void Nothing_is_said_to_be_nothing() => Assert.Equal("Nothing was counted in this period.", Of(0, 0).Summary());

    [Fact]
    public void A_share_of_nought_is_a_share() =>
        Assert.Equal("most in day 0 (0), least in day 0 (0).", new CountChart("", [Point(0, 0), Point(1, 0)], 1, IsShare: true).Summary());

    [Fact]
    public void Steady_days_are_no_waves_and_a_flood_is_one()
    {
        var steady = Of([.. Enumerable.Repeat<decimal>(5, 20)]);
        var flood = Of([.. Enumerable.Repeat<decimal>(1, 19), 500]);

        Assert.Equal(0, steady.Dispersion);
        Assert.True(flood.Dispersion > 100);
        Assert.Null(Of(1, 2, 3).Dispersion);
    }

    [Fact]
    public void A_line_breaks_where_there_is_no_value()
    {
        var chart = new CountChart("", [Point(0, 1), Point(1, null), Point(2, 1), Point(3, 1)], 1, IsShare: true);

        Assert.Equal(["5,0", "25,0 35,0"], chart.Lines());
    }

    private static CountChart Of(params decimal[] values) => new("", [.. values.Select((value, place) => Point(place, value))], values.Max(), IsShare: false);

    private static CountPoint Point(int place, decimal? value) => new($"day {place}", value, null, null, IsSoFar: false);
}
