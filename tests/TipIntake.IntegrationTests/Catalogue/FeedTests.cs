using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Catalogue;

/// <summary>What feed readers are given, held against RFC 4287 and JSON Feed 1.1.</summary>
public sealed class FeedTests(TipIntakeApp app)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly DateTimeOffset Day = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("?lang=de")]
    public async Task The_atom_feed_is_what_its_standard_asks_for(string query)
    {
        await HasClosedObject();

        var feed = XDocument.Parse(await app.Visitor.Read(AtomFeed.Path + query)).Root!;

        Assert.Equal(Atom + "feed", feed.Name);
        Assert.NotEmpty(feed.Element(Atom + "author")!.Element(Atom + "name")!.Value);
        Assert.NotEmpty(feed.Elements(Atom + "entry"));
        Assert.All(feed.Elements(Atom + "entry").Prepend(feed), AssertAtomPart);
        Assert.Distinct(feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?lang=de")]
    public async Task The_json_feed_is_what_its_standard_asks_for(string query)
    {
        await HasClosedObject();

        var feed = JsonNode.Parse(await app.Visitor.Read(JsonFeed.Path + query))!;

        Assert.Equal("https://jsonfeed.org/version/1.1", (string?)feed["version"]);
        Assert.NotEmpty((string)feed["title"]!);
        AssertWhole((string?)feed["home_page_url"]);
        AssertWhole((string?)feed["feed_url"]);
        Assert.All(feed["items"]!.AsArray(), item => AssertItem(item!));
        Assert.Distinct(feed["items"]!.AsArray().Select(item => (string)item!["id"]!), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("de", "Abgeschlossen: Ein Lieferwagen", "Danach fragen wir nicht mehr. Danke! Jemand kannte die Bäckerei.")]
    [InlineData("en", "Closed: A van", "We no longer ask about this. Thank you! Somebody knew the bakery.")]
    [InlineData("tr", "Closed: A van", "We no longer ask about this. Thank you! Somebody knew the bakery.")]
    public async Task A_closed_object_is_marked_in_the_language_of_its_words(string language, string title, string summary)
    {
        var reference = await HasClosedObject();

        var (entry, item) = await Find(reference, $"?lang={language}");

        Assert.Equal(title, entry.Element(Atom + "title")!.Value);
        Assert.Equal(title, (string?)item["title"]);
        Assert.Equal(summary, entry.Element(Atom + "summary")!.Value);
        Assert.Equal(summary, (string?)item["summary"]);
        Assert.Contains("closed", Terms(entry, "urn:tipintake:status"));
        Assert.Contains("closed", item["tags"]!.AsArray().Select(tag => (string?)tag));
    }

    [Fact]
    public async Task An_open_object_is_marked_in_no_way()
    {
        var reference = await app.HasOpenObject();

        var (entry, item) = await Find(reference, "?lang=en");

        Assert.Equal("A bag", entry.Element(Atom + "title")!.Value);
        Assert.Null(entry.Element(Atom + "summary"));
        Assert.Empty(Terms(entry, "urn:tipintake:status"));
        Assert.Null(item["summary"]);
        Assert.Equal(["bag"], item["tags"]!.AsArray().Select(tag => (string?)tag));
    }

    [Fact]
    public async Task The_question_comes_first_and_photos_after_it()
    {
        using var folder = new ObjectFolder();
        var reference = folder.Add(photo: Pictures.Jpeg(800, 600));
        await app.Service.Services.GetRequiredService<ImportObjects>().Run(folder.Path, _ => { }, CancellationToken.None);

        var (entry, item) = await Find(reference, "?lang=en");

        foreach (var content in new[] { entry.Element(Atom + "content")!.Value, (string)item["content_html"]! })
        {
            Assert.StartsWith("<p>", content, StringComparison.Ordinal);
            Assert.False(content.StartsWith("<p><img", StringComparison.Ordinal));
            Assert.Contains("<p><img", content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Both_feeds_name_the_regions()
    {
        var reference = await app.Service.HasObject("A sign", "sign", "feedland");

        var (entry, item) = await Find(reference, "");

        Assert.Equal(["feedland"], Terms(entry, "urn:tipintake:region"));
        Assert.Equal(["sign"], Terms(entry, "urn:tipintake:category"));
        Assert.Equal(["sign", "feedland"], item["tags"]!.AsArray().Select(tag => (string?)tag));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?lang=de", "?lang=de")]
    [InlineData("?lang=de-AT", "?lang=de")]
    [InlineData("?lang=%22%3E", "")]
    public async Task A_feed_that_was_asked_for_in_a_language_names_itself_so(string query, string own)
    {
        await HasClosedObject();

        var atom = XDocument.Parse(await app.Visitor.Read(AtomFeed.Path + query)).Root!;
        var json = JsonNode.Parse(await app.Visitor.Read(JsonFeed.Path + query))!;

        var self = atom.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "self");
        Assert.EndsWith(AtomFeed.Path + own, (string)self.Attribute("href")!, StringComparison.Ordinal);
        Assert.EndsWith(JsonFeed.Path + own, (string)json["feed_url"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_title_of_a_feed_is_in_its_language()
    {
        await HasClosedObject();

        var atom = XDocument.Parse(await app.Visitor.Read(AtomFeed.Path + "?lang=de")).Root!;
        var json = JsonNode.Parse(await app.Visitor.Read(JsonFeed.Path + "?lang=de"))!;

        Assert.Equal("Erkennen Sie einen dieser Gegenstände wieder?", atom.Element(Atom + "title")!.Value);
        Assert.Equal("Erkennen Sie einen dieser Gegenstände wieder?", (string?)json["title"]);
    }

    // RFC 4287, sections 4.1.1 and 4.1.2: what there is exactly one of, and no two alternates of one type.
    private static void AssertAtomPart(XElement part)
    {
        foreach (var name in new[] { "id", "title", "updated" })
        {
            Assert.NotEmpty(Assert.Single(part.Elements(Atom + name)).Value);
        }

        AssertWhole(part.Element(Atom + "id")!.Value);
        Assert.All(part.Elements(Atom + "updated").Concat(part.Elements(Atom + "published")), moment => AssertMoment(moment.Value));
        Assert.InRange(part.Elements(Atom + "content").Count(), 0, 1);
        Assert.InRange(part.Elements(Atom + "summary").Count(), 0, 1);
        Assert.All(part.Elements(Atom + "link"), link => AssertWhole((string?)link.Attribute("href")));
        Assert.Single(part.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "alternate");
        Assert.All(part.Elements(Atom + "category"), category =>
        {
            Assert.NotEmpty((string)category.Attribute("term")!);
            AssertWhole((string?)category.Attribute("scheme"));
        });
    }

    private static void AssertItem(JsonNode item)
    {
        Assert.NotEmpty((string)item["id"]!);
        Assert.NotEmpty((string)item["content_html"]!);
        AssertWhole((string?)item["url"]);
        AssertMoment((string?)item["date_published"]);
        AssertMoment((string?)item["date_modified"]);
        Assert.NotEmpty((string)item["language"]!);
        Assert.All(item["tags"]!.AsArray(), tag => Assert.NotEmpty((string)tag!));
        Assert.All(item["attachments"]!.AsArray(), file =>
        {
            AssertWhole((string?)file!["url"]);
            Assert.Equal("image/jpeg", (string?)file["mime_type"]);
        });
    }

    private static void AssertWhole(string? address) => Assert.True(Uri.IsWellFormedUriString(address, UriKind.Absolute), address);

    private static void AssertMoment(string? moment) =>
        Assert.True(DateTimeOffset.TryParseExact(moment, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _), moment);

    private static IEnumerable<string> Terms(XElement entry, string scheme) =>
        entry.Elements(Atom + "category").Where(category => (string?)category.Attribute("scheme") == scheme).Select(category => (string)category.Attribute("term")!);

    private async Task<(XElement Entry, JsonNode Item)> Find(string reference, string query)
    {
        var id = $"urn:tipintake:object:{reference}";
        var atom = XDocument.Parse(await app.Visitor.Read(AtomFeed.Path + query));
        var json = JsonNode.Parse(await app.Visitor.Read(JsonFeed.Path + query))!;
        return (
            atom.Root!.Elements(Atom + "entry").Single(entry => entry.Element(Atom + "id")!.Value == id),
            json["items"]!.AsArray().Single(item => (string?)item!["id"] == id)!);
    }

    private Task<string> HasClosedObject() => app.Service.HasObject(
        new ObjectPublished(DateTimeOffset.UtcNow),
        new ObjectTextsChanged(new ObjectTexts("en", InTwo("A van", "Ein Lieferwagen"), InTwo("Whose is it?", "Wem gehört er?"), "vehicle", ["DE"])),
        new ObjectClosed(Day, InTwo("Somebody knew the bakery.", "Jemand kannte die Bäckerei.")));

    private static Dictionary<string, string> InTwo(string english, string german) => new(StringComparer.Ordinal) { ["en"] = english, ["de"] = german };
}
