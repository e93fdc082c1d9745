using System.Text.RegularExpressions;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

/// <summary>What the interface, the files and the page are made from.</summary>
public sealed class DefinitionsTests
{
    [Fact]
    public void Every_id_is_one_word_that_programs_take_as_a_name_and_stands_for_one_thing()
    {
        string[] ids = [.. Measures.All.Select(measure => measure.Id), .. Dimensions.All.Select(dimension => dimension.Id)];

        Assert.All(ids, id => Assert.Matches(new Regex("^[a-z][a-z0-9_]*$"), id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Every_definition_is_a_sentence()
    {
        Assert.All(Measures.All, measure => Assert.Matches("^[A-Z].{20,}[.]$", measure.Definition));
        Assert.All(Dimensions.All, dimension => Assert.Matches("^[A-Z].{10,}[.]$", dimension.Definition));
        Assert.All(Measures.All, measure => Assert.NotEmpty(measure.Unit));
    }

    [Fact]
    public void Everything_can_be_told_by_object_and_whatever_has_a_clock_by_week()
    {
        Assert.All(Measures.All, measure => Assert.True(measure.CanBeToldBy(Dimensions.Object)));
        Assert.All(Measures.All, measure => Assert.Equal(measure.Clock != Clock.Stock, measure.CanBeToldBy(Dimensions.Week)));
    }

    [Fact]
    public void A_count_that_picks_one_value_is_not_told_by_it_again() =>
        Assert.All(Measures.All.Where(measure => measure.Picks is not null), measure => Assert.False(measure.CanBeToldBy(measure.Picks!)));

    [Theory]
    [InlineData("tips_accepted", "object,week", null, null)]
    [InlineData("tips_everything", null, null, "Measure")]
    [InlineData("tips_accepted,tips_accepted", null, null, "Measure")]
    [InlineData("tips_accepted", "colour", null, "By")]
    [InlineData("tips_accepted", "day,week", null, "By")]
    [InlineData("tips_accepted", "first_hand", null, "By")]
    [InlineData("leads", "country", null, "By")]
    [InlineData("links", "month", null, "By")]
    [InlineData("tips_deferred", "lane", null, "By")]
    [InlineData("tips_accepted", null, "country:PT,country:ES,lane:first", null)]
    [InlineData("tips_accepted", null, "lane:second", "Where")]
    [InlineData("tips_accepted", null, "country", "Where")]
    [InlineData("tips_accepted", null, "week:2026-W01", "Where")]
    [InlineData("tips_accepted", null, "country:P'T", "Where")]
    public void A_question_is_in_the_terms_of_the_definitions_or_refused(string measure, string? by, string? where, string? wrong)
    {
        var faults = new StatisticsRequestValidator().Validate(new StatisticsRequest(measure, by, where)).Errors.Select(fault => fault.PropertyName);

        Assert.Equal(wrong is null ? [] : [wrong], faults);
    }
}
