using TipIntake.Pages;
using TipIntake.Platform;
using TipIntake.UnitTests.Architecture;

namespace TipIntake.UnitTests.Pages;

public sealed class ColourTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#767676", "#FFFFFF", 4.54)]
    [InlineData("#ff0000", "#ff0000", 1)]
    public void Contrast_is_what_the_guidelines_say(string one, string other, double contrast)
    {
        var (a, b) = (Colour.Parse(one)!.Value, Colour.Parse(other)!.Value);

        Assert.Equal(contrast, Colour.Contrast(a, b), tolerance: 0.005);
        Assert.Equal(Colour.Contrast(a, b), Colour.Contrast(b, a));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("red")]
    [InlineData("#fff")]
    [InlineData("#12345g")]
    [InlineData("#1234567")]
    [InlineData("#123456;}*{display:none")]
    public void What_is_no_colour_is_none(string? text) => Assert.Null(Colour.Parse(text));

    [Fact]
    public void Our_own_colours_can_be_read() => PaletteRules.Check(new OperatorColours());

    [Fact]
    public void Colours_that_cannot_be_read_stop_the_start_and_name_the_settings()
    {
        var pale = new OperatorColours { Dark = new Palette { Accent = "#333333" } };

        var fault = Assert.Throws<SettingException>(() => PaletteRules.Check(pale));

        Assert.StartsWith("Operator:Colours:Dark:Accent (#333333) on Operator:Colours:Dark:Paper (#14181a) has a contrast of 1.4.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_in_a_colour_s_place_stops_the_start()
    {
        var hostile = new OperatorColours { Light = new Palette { Ink = "red;}" } };

        var fault = Assert.Throws<SettingException>(() => PaletteRules.Check(hostile));

        Assert.StartsWith("Operator:Colours:Light:Ink is not a colour", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_style_sheet_has_the_colours_that_contrast_is_checked_against()
    {
        var sheet = Repository.Read("src/TipIntake/Pages/Assets/site.css");
        var dark = sheet.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);

        Assert.All(Palette.OurLight.All, colour => Assert.Contains($"{colour.Variable}: {colour.Value};", sheet[..dark], StringComparison.Ordinal));
        Assert.All(Palette.OurDark.All, colour => Assert.Contains($"{colour.Variable}: {colour.Value};", sheet[dark..], StringComparison.Ordinal));
    }
}
