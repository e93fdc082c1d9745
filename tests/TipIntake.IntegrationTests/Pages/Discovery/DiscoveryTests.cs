using System.Xml.Linq;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Pages.Discovery;

public sealed class DiscoveryTests(TipIntakeApp app)
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    [Fact]
    public async Task The_site_map_names_every_page_in_every_language_and_its_sisters()
    {
        var reference = await app.HasOpenObject();

        var map = XDocument.Parse(await app.Visitor.Read("/sitemap.xml"));

        var here = app.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var entries = map.Root!.Elements(Map + "url").ToArray();
        var addresses = entries.Select(entry => entry.Element(Map + "loc")!.Value).ToArray();
        Assert.Distinct(addresses, StringComparer.Ordinal);
        Assert.All(addresses, address => Assert.StartsWith(here, address, StringComparison.Ordinal));
        Assert.All(Texts.Languages, language => Assert.Contains($"{here}/{language}/objects/{reference}", addresses));
        Assert.All(entries, entry => Assert.Equal(Texts.Languages, entry.Elements(Xhtml + "link").Select(link => link.Attribute("hreflang")!.Value)));
        Assert.InRange(addresses.Length, Texts.Languages.Length, 50_000);
    }

    [Fact]
    public async Task Robots_are_shown_the_map()
    {
        var robots = await app.Visitor.Read("/robots.txt");

        Assert.Contains($"Sitemap: {app.Visitor.BaseAddress}sitemap.xml", robots, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_name_their_sisters_and_the_feeds()
    {
        var reference = await app.HasOpenObject();
        var page = await app.Visitor.Read($"/de/objects/{reference}");
        var here = app.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);

        Assert.All(Texts.Languages, language => Assert.Contains($"<link rel=\"alternate\" hreflang=\"{language}\" href=\"{here}/{language}/objects/{reference}\">", page, StringComparison.Ordinal));
        Assert.Contains($"<link rel=\"alternate\" hreflang=\"x-default\" href=\"{here}/objects/{reference}\">", page, StringComparison.Ordinal);
        Assert.Contains("type=\"application/atom+xml\"", page, StringComparison.Ordinal);
        Assert.Contains("type=\"application/feed+json\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/privacy")]
    [InlineData("/ar/imprint")]
    [InlineData("/de/accessibility")]
    [InlineData("/uk/about")]
    public async Task Every_text_of_the_operator_has_a_page(string path)
    {
        using var page = await app.Visitor.Visit(path);

        Assert.NotNull(page.Headers.ETag);
        Assert.Contains("TipIntake", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
