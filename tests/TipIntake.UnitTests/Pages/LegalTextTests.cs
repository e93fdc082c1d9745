using System.Globalization;
using TipIntake.Pages;
using TipIntake.Platform;
using TipIntake.UnitTests.Tips;

namespace TipIntake.UnitTests.Pages;

public sealed class LegalTextTests : IDisposable
{
    private const string NotUtf8 = "two bytes that are no letter";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Lines_are_paragraphs_and_headings_and_nothing_else()
    {
        var text = LegalText.Read("en", "\uFEFF# Who we are\r\nThe police\r\nof Somewhere.\r\n\r\n\r\n<b>Street</b> 1\n# And  \n#not a heading");

        Assert.Equal(
            [new(true, "Who we are"), new(false, "The police of Somewhere."), new(false, "<b>Street</b> 1"), new(true, "And"), new(false, "#not a heading")],
            text.Parts);
    }

    [Fact]
    public void The_operator_s_own_text_comes_before_ours_in_whatever_language_they_have_it()
    {
        File.WriteAllText(folder["imprint.de.txt"], "Polizei Musterland");
        var texts = Texts("de", "en");

        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var (imprint, privacy) = (texts.For("imprint"), texts.For("privacy"));

        Assert.Equal("de", imprint.Language);
        Assert.Equal("Polizei Musterland", Assert.Single(imprint.Parts).Text);
        Assert.Equal("en", privacy.Language);
        Assert.Contains(privacy.Parts, part => part.Text.Contains("Police of Test is responsible", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("privacy.xx.txt", "x")]
    [InlineData("privacy.txt", "x")]
    [InlineData("secrets.en.txt", "x")]
    [InlineData("privacy.en.txt", "")]
    [InlineData("privacy.en.txt", NotUtf8)]
    public void A_file_that_nobody_would_ever_see_stops_the_start(string name, string content)
    {
        File.WriteAllBytes(folder[name], content == NotUtf8 ? [0xC3, 0x28] : System.Text.Encoding.UTF8.GetBytes(content));

        var fault = Assert.Throws<SettingException>(() => Texts("en"));

        Assert.Contains("Operator:Texts:Path", fault.Message, StringComparison.Ordinal);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_of_ours_has_its_words()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        foreach (var document in new[] { "privacy", "imprint", "accessibility", "about" })
        {
            Assert.All(Texts("en").For(document).Parts, part => Assert.DoesNotContain('{', part.Text));
        }
    }

    public void Dispose() => folder.Dispose();

    private LegalTexts Texts(params string[] languages) =>
        new(new Operator { Name = "Police of Test", Languages = languages, Texts = new OperatorTexts(folder["."]) }, new PageWords());
}
