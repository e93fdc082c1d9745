using TipIntake.Pages;
using TipIntake.Platform;
using TipIntake.UnitTests.Tips;

namespace TipIntake.UnitTests.Pages;

public sealed class LogoFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_plain_drawing_is_taken_as_it_is()
    {
        const string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"><path fill=\"#123456\" d=\"M0 0h2v2z\"/></svg>";

        Assert.Equal(svg, System.Text.Encoding.UTF8.GetString(LogoFile.Read(Write("logo.svg", svg))));
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"https://example.com/x.png\"/></svg>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>@import url(https://example.com)</style></svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>")]
    [InlineData("<html/>")]
    [InlineData("not xml")]
    public void A_drawing_that_could_do_something_stops_the_start(string svg)
    {
        var fault = Assert.Throws<SettingException>(() => LogoFile.Read(Write("logo.svg", svg)));

        Assert.Contains("Operator:Logo", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logo.png", "GIF89a")]
    [InlineData("logo.webp", "<svg/>")]
    [InlineData("logo.gif", "GIF89a")]
    public void A_file_that_is_not_what_its_ending_says_stops_the_start(string name, string content) =>
        Assert.Throws<SettingException>(() => LogoFile.Read(Write(name, content)));

    [Fact]
    public void A_missing_file_stops_the_start() =>
        Assert.Throws<SettingException>(() => LogoFile.Read(folder["nowhere.svg"]));

    public void Dispose() => folder.Dispose();

    private string Write(string name, string content)
    {
        File.WriteAllText(folder[name], content);
        return folder[name];
    }
}
