using System.Net;
using System.Text.RegularExpressions;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Pages;

namespace TipIntake.IntegrationTests.Pages;

public sealed partial class KeptPageTests(TipIntakeApp app)
{
    [Fact]
    public async Task Every_form_has_a_key_of_its_own()
    {
        var reference = await app.HasOpenObject();
        var pages = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            pages.Add(await app.Visitor.Read($"/en/objects/{reference}"));
        }

        var keys = pages.Select(page => Assert.Single(Key().Matches(page)).Groups["key"].Value).ToArray();

        Assert.Distinct(keys, StringComparer.Ordinal);
        Assert.DoesNotContain(FreshKey.Mark, pages[2], StringComparison.Ordinal);
        Assert.Single(pages.Select(page => Key().Replace(page, "")).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_with_a_form_is_stored_nowhere()
    {
        var reference = await app.HasOpenObject();

        using var first = await app.Visitor.Visit($"/en/objects/{reference}");
        using var second = await app.Visitor.Visit($"/en/objects/{reference}", adjust: request => request.Headers.TryAddWithoutValidation("If-None-Match", "*"));

        foreach (var page in new[] { first, second })
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.True(page.Headers.CacheControl!.NoStore);
            Assert.Null(page.Headers.ETag);
            Assert.False(page.Headers.Contains("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/de")]
    [InlineData("/en?category=bag")]
    [InlineData("/en/results")]
    public async Task A_page_without_a_form_is_not_sent_twice(string path)
    {
        using var first = await app.Visitor.Visit(path);
        using var second = await app.Visitor.Visit(path, adjust: request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));

        // Another test may have published something in between; then it is another page.
        Assert.Equal(TimeSpan.FromSeconds(30), first.Headers.CacheControl!.MaxAge);
        Assert.True(second.StatusCode == HttpStatusCode.NotModified == first.Headers.ETag!.Equals(second.Headers.ETag));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/poster")]
    [InlineData("/card")]
    public async Task Asking_for_the_head_alone_gives_the_same_headers(string page)
    {
        var reference = await app.HasOpenObject();

        using var head = await app.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/en/objects/{reference}{page}"));
        using var whole = await app.Visitor.Visit($"/en/objects/{reference}{page}");

        Assert.Equal((await whole.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
        Assert.Equal(whole.Headers.CacheControl, head.Headers.CacheControl);
    }

    [Fact]
    public async Task A_forged_host_changes_no_page()
    {
        var reference = await app.HasOpenObject();

        using var forged = await app.Visitor.Visit($"/en/objects/{reference}", adjust: request => request.Headers.Host = "evil.example");

        Assert.DoesNotContain("evil.example", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", await app.Visitor.Read($"/en/objects/{reference}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/en/results")]
    [InlineData("/objects/OBJ-2026-0001")]
    public async Task Through_the_staff_door_there_are_no_pages_of_the_public(string path)
    {
        using var colleague = await StaffBrowser.As("reviewer", app.Service);

        using var first = await colleague.Get(path, "text/html");
        using var page = await app.Visitor.Visit(path);
        using var stranger = await app.Service.Staff.Visit(path);
        using var second = await colleague.Get(path, "text/html");

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Both_doors_have_a_first_page_and_neither_shows_the_others()
    {
        using var colleague = await StaffBrowser.As("reviewer", app.Service);

        using var gallery = await app.Visitor.Visit("/");
        using var stranger = await app.Service.Staff.Visit("/");
        using var work = await colleague.Get("/", "text/html");
        using var galleryAgain = await app.Visitor.Visit("/");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (stranger.StatusCode, work.StatusCode));
        Assert.Contains("Development Reviewer", await work.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Development Reviewer", await gallery.Content.ReadAsStringAsync() + await galleryAgain.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_an_object_is_light()
    {
        var reference = await app.HasOpenObject();
        var page = await app.Visitor.Read($"/en/objects/{reference}");

        // The one that works for a proof is fetched only when there is something to prove.
        var files = await Task.WhenAll(Asset().Matches(page).Select(asset => asset.Value).Append($"/objects/{reference}/code.svg").Distinct(StringComparer.Ordinal)
            .Where(path => !path.EndsWith("/proof-worker.js", StringComparison.Ordinal)).Select(async path => (path, (await app.Visitor.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length)));

        Assert.InRange(files.Single(file => file.path.EndsWith("/site.css", StringComparison.Ordinal)).Length, 1, 20_000);
        var all = page.Length + files.Sum(file => file.Length);
        Assert.True(all <= 60_000, $"{all} bytes: the page {page.Length}, {string.Join(", ", files)}");
    }

    [GeneratedRegex("name=\"key\" value=\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex("/assets/[^\"]+")]
    private static partial Regex Asset();
}
