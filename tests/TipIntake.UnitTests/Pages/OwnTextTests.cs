using System.Globalization;
using TipIntake.Pages;

namespace TipIntake.UnitTests.Pages;

public sealed class OwnTextTests
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["ar"] = "كوب",
        ["de"] = "Tasse",
        ["x-own"] = "mug",
    };

    [Fact]
    public void A_text_in_the_language_of_the_page_is_not_marked()
    {
        var text = ShownIn("de", defaultLanguage: "ar");

        Assert.Equal(new OwnText("Tasse", null, null), text);
    }

    [Fact]
    public void A_text_that_falls_back_says_its_language_and_direction()
    {
        var text = ShownIn("fr", defaultLanguage: "ar");

        Assert.Equal(new OwnText("كوب", "ar", "rtl"), text);
    }

    [Fact]
    public void A_text_from_the_left_says_so_on_a_page_from_the_right()
    {
        var text = OwnText.For(Words("ar"), new Dictionary<string, string>(StringComparer.Ordinal) { ["de"] = "Tasse" }, "de");

        Assert.Equal(new OwnText("Tasse", "de", "ltr"), text);
    }

    [Fact]
    public void A_language_that_nobody_knows_reads_from_the_left()
    {
        var text = ShownIn("fr", defaultLanguage: "x-own");

        Assert.Equal(new OwnText("mug", "x-own", "ltr"), text);
    }

    private static OwnText ShownIn(string language, string defaultLanguage) => OwnText.For(Words(language), Texts, defaultLanguage);

    private static PageWords Words(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return new PageWords();
    }
}
