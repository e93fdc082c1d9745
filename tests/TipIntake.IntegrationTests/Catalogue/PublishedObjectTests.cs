using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Catalogue;

public sealed class PublishedObjectTests(TipIntakeApp app) : IAsyncLifetime
{
    private readonly ObjectFolder folder = new();
    private string reference = "";

    public async ValueTask InitializeAsync()
    {
        reference = folder.Add(photo: Pictures.Jpeg(800, 600));
        await app.Service.Services.GetRequiredService<ImportObjects>().Run(folder.Path, _ => { }, CancellationToken.None);
    }

    [Fact]
    public async Task The_public_sees_what_is_asked_and_nothing_more()
    {
        var shown = JsonNode.Parse(await app.Visitor.GetStringAsync($"/api/v1/objects/{reference}"))!.AsObject();

        Assert.Equal(
            ["reference", "title", "question", "category", "regions", "status", "publishedAt", "closedAt", "closingText", "photos"],
            shown.Select(member => member.Key));
        Assert.Equal(["id", "width", "height", "alternativeText", "urls"], shown["photos"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(["320.webp", "320.jpg", "640.webp", "640.jpg", "800.webp", "800.jpg"], shown["photos"]![0]!["urls"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task The_text_comes_in_the_language_that_was_asked_for()
    {
        using var german = await Get($"/api/v1/objects/{reference}", "de-AT");
        using var english = await Get($"/api/v1/objects/{reference}?lang=en", "de-AT");

        Assert.Equal("de", Assert.Single(german.Content.Headers.ContentLanguage));
        Assert.Contains("Accept-Language", german.Headers.Vary);
        Assert.Equal("en", Assert.Single(english.Content.Headers.ContentLanguage));
        Assert.NotEqual(german.Headers.ETag, english.Headers.ETag);
    }

    [Fact]
    public async Task A_list_that_has_not_changed_is_not_sent_again()
    {
        using var first = await Get("/api/v1/objects?region=ZZ-nowhere&limit=1");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/objects?region=ZZ-nowhere&limit=1");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await app.Visitor.SendAsync(again);

        Assert.Equal(TimeSpan.FromSeconds(30), first.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
    }

    [Theory]
    [InlineData("status=deleted", "status-unknown")]
    [InlineData("category=spaceship", "category-unknown")]
    [InlineData("cursor=abc", "cursor-malformed")]
    [InlineData("limit=0", "value-not-acceptable")]
    [InlineData("limit=101", "value-not-acceptable")]
    [InlineData("limit=ten", "value-not-acceptable")]
    public async Task A_wrong_filter_is_named(string query, string code)
    {
        var refused = await app.Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, $"/api/v1/objects?{query}"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(code, (string?)refused.Json["codes"]![query.Split('=')[0]]![0]);
    }

    [Fact]
    public async Task A_photo_is_served_for_ever_and_asked_for_once()
    {
        var url = await PhotoUrl("640.webp");

        using var photo = await Get(url);
        using var head = await app.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        using var known = new HttpRequestMessage(HttpMethod.Get, url);
        known.Headers.IfNoneMatch.Add(photo.Headers.ETag!);
        using var unchanged = await app.Visitor.SendAsync(known);

        var bytes = await photo.Content.ReadAsByteArrayAsync();
        Assert.Equal("image/webp", photo.Content.Headers.ContentType!.MediaType);
        Assert.Equal("RGBY", Pictures.Read(bytes));
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", photo.Headers.GetValues("Cache-Control")));
        Assert.Equal("nosniff", Assert.Single(photo.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(photo.Headers.ETag!.IsWeak);
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task A_photo_that_nobody_published_is_not_there()
    {
        var url = await PhotoUrl("640.webp");

        foreach (var guess in new[] { url.Replace("640", "641", StringComparison.Ordinal), url.Replace("webp", "png", StringComparison.Ordinal), "/photos/00000000000000000000000000000000/320.webp", "/photos/..%2f/320.jpg" })
        {
            using var missing = await Get(guess);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    [Fact]
    public async Task The_feeds_name_the_object_by_whole_addresses()
    {
        var atom = XDocument.Parse(await app.Visitor.GetStringAsync(AtomFeed.Path));
        var json = JsonNode.Parse(await app.Visitor.GetStringAsync(JsonFeed.Path))!;

        XNamespace names = "http://www.w3.org/2005/Atom";
        var entry = atom.Root!.Elements(names + "entry").Single(e => e.Element(names + "id")!.Value == $"urn:tipintake:object:{reference}");
        var item = json["items"]!.AsArray().Single(e => (string?)e!["id"] == $"urn:tipintake:object:{reference}")!;
        Assert.Equal("https://jsonfeed.org/version/1.1", (string?)json["version"]);
        Assert.True(Uri.IsWellFormedUriString((string?)item["url"], UriKind.Absolute));
        var enclosure = entry.Elements(names + "link").Single(link => (string?)link.Attribute("rel") == "enclosure").Attribute("href")!.Value;
        using var picture = await app.Visitor.GetAsync(new Uri(enclosure));
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> PhotoUrl(string file) =>
        (string)JsonNode.Parse(await app.Visitor.GetStringAsync($"/api/v1/objects/{reference}"))!["photos"]![0]!["urls"]![file]!;

    private async Task<HttpResponseMessage> Get(string path, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (language is not null)
        {
            request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        }

        return await app.Visitor.SendAsync(request);
    }
}
