using TipIntake.Pages.Staff;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics.Counts;

public sealed class CountWordsTests
{
    [Fact]
    public void A_filter_is_said_above_the_figures_with_alternatives_of_one_dimension_together()
    {
        var (country, lane) = (Dimensions.Find("country")!, Dimensions.Find("lane")!);

        Assert.Equal("", CountWords.Only([]));
        Assert.Equal("Only country named PT or ES. Only lane first lane. ", CountWords.Only([new Filter(country, "PT"), new Filter(country, "ES"), new Filter(lane, "first")]), ignoreCase: true);
    }
}
