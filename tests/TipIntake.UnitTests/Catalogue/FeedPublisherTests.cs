using Microsoft.Extensions.Configuration;
using TipIntake.Catalogue;

namespace TipIntake.UnitTests.Catalogue;

public sealed class FeedPublisherTests
{
    [Theory]
    [InlineData(null, null, "Police")]
    [InlineData(null, "Police of the North", "Police of the North")]
    [InlineData("", "Police of the North", "Police of the North")]
    [InlineData("Unit 7", "Police of the North", "Unit 7")]
    public void Whoever_runs_the_service_speaks_in_the_feeds_unless_somebody_else_is_named(string? publisher, string? name, string speaks)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Catalogue:Publisher"] = publisher, ["Operator:Name"] = name };

        Assert.Equal(speaks, new FeedAddress(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Publisher);
    }
}
