using System.Text.Json;
using TipIntake.Catalogue;
using TipIntake.Tips;
using TipIntake.UnitTests.Platform;

namespace TipIntake.UnitTests.Catalogue;

public sealed class DemonstrationTests
{
    private static readonly ObjectEntry[] Objects =
        JsonSerializer.Deserialize(CheckedIn.Read("src/TipIntake/Catalogue/Demonstration/objects.json"), ObjectEntryJson.Default.ObjectEntryArray)!;

    [Fact]
    public void Every_object_would_be_taken_by_an_import()
    {
        var validator = new ObjectEntryValidator();

        Assert.All(Objects, entry => Assert.Empty(validator.Validate(entry).Errors));
    }

    [Fact]
    public void A_newcomer_sees_one_closed_object_with_its_closing_text_in_every_language()
    {
        var closed = Assert.Single(Objects, entry => entry.Closed is not null);

        Assert.Equal(closed.Title!.Keys.Order(StringComparer.Ordinal), closed.Closed!.Text!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(7, Objects.Count(entry => entry.Closed is null));
    }

    [Fact]
    public void Every_tip_is_about_an_object_that_takes_tips()
    {
        var tips = JsonSerializer.Deserialize<DemonstrationTip[]>(CheckedIn.Read("src/TipIntake/Tips/Demonstration/tips.json"), JsonSerializerOptions.Web)!;
        var open = Objects.Where(entry => entry.Closed is null).Select(entry => entry.Reference).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(tips);
        Assert.All(tips, tip => Assert.Contains(tip.Object, open));
    }
}
