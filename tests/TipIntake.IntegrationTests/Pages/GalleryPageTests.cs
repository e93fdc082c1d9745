using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

public sealed partial class GalleryPageTests(TipIntakeApp app)
{
    private static readonly DateTimeOffset Day = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("/", "de-AT", "de", true)]
    [InlineData("/", "xx", "en", true)]
    [InlineData("/ar", "de", "ar", false)]
    public async Task The_language_is_the_address_s_or_the_caller_s(string path, string accepted, string language, bool varies)
    {
        using var page = await app.Visitor.Visit(path, accepted);

        Assert.Contains($"<html lang=\"{language}\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(language, Assert.Single(page.Content.Headers.ContentLanguage));
        Assert.Equal(varies, page.Headers.Vary.Contains("Accept-Language"));
    }

    [Fact]
    public async Task A_language_that_we_do_not_speak_has_no_pages()
    {
        using var page = await app.Visitor.Visit("/xx");

        Assert.Equal(System.Net.HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task A_filter_shows_what_was_asked_for_and_nothing_else()
    {
        var lamp = await app.Service.HasObject("A lamp", "lighting", "filterland");
        var sign = await app.Service.HasObject("A sign", "sign", "filterland");

        var both = References(await app.Visitor.Read("/en?region=filterland"));
        var signs = References(await app.Visitor.Read("/en?region=filterland&category=sign&status="));
        var none = await app.Visitor.Read("/en?region=filterland&category=food");

        Assert.Equal([sign, lamp], both);
        Assert.Equal([sign], signs);
        Assert.Empty(References(none));
        Assert.Contains("There is nothing like that among our photos.", none, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_we_do_not_know_is_as_if_it_had_not_been_said()
    {
        using var page = await app.Visitor.Visit("/en?category=%3Cscript%3E&region=%00&status=deleted&after=!&utm_source=x");
        using var plain = await app.Visitor.Visit("/en");

        Assert.Equal(plain.Headers.ETag, page.Headers.ETag);
    }

    [Fact]
    public async Task Open_objects_come_before_paused_ones_and_pages_follow_one_another()
    {
        var references = new List<string>();
        for (var n = 0; n < 26; n++)
        {
            references.Add(await app.Service.HasObject($"Thing {n}", "toy", "pageland", n == 25 ? [new ObjectPaused(Day)] : []));
        }

        var first = await app.Visitor.Read("/en?region=pageland");
        var next = NextPage().Match(first).Groups["query"].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        var second = await app.Visitor.Read("/en" + next);

        Assert.Equal(24, References(first).Length);
        Assert.Equal([.. references[..25].AsEnumerable().Reverse(), references[25]], [.. References(first), .. References(second)]);
        Assert.DoesNotContain("rel=\"next\"", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_object_stands_apart_with_the_words_that_were_written_for_it()
    {
        var closed = await app.Service.HasObject("A van", "vehicle", "closedland", new ObjectClosed(Day, VisitedPages.In("Somebody knew the bakery. Thank you.")));

        var open = References(await app.Visitor.Read("/en?region=closedland"));
        var found = await app.Visitor.Read("/en?region=closedland&status=closed");
        var results = await app.Visitor.Read("/en/results");

        Assert.Empty(open);
        Assert.Equal([closed], References(found));
        Assert.Contains("Somebody knew the bakery. Thank you.", found, StringComparison.Ordinal);
        Assert.Contains("Somebody knew the bakery. Thank you.", results, StringComparison.Ordinal);
        Assert.Contains("Closed on Monday 4 May 2026", results.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_object_the_gallery_says_so()
    {
        await using var empty = await app.Another("tipintake_empty_gallery");
        await empty.Services.GetRequiredService<PublishedCatalogue>().Refresh(CancellationToken.None);

        Assert.Contains("There is nothing to look at just now", await empty.Visitor.Read("/en"), StringComparison.Ordinal);
        Assert.Contains("There is nothing to tell yet.", await empty.Visitor.Read("/en/results"), StringComparison.Ordinal);
    }

    private static string[] References(string page) =>
        [.. Card().Matches(page[..(page.IndexOf("class=\"thanks\"", StringComparison.Ordinal) is var end and >= 0 ? end : page.Length)]).Select(card => card.Groups["reference"].Value)];

    [GeneratedRegex("<a href=\"/en/objects/(?<reference>OBJ-[0-9-]+)\">", RegexOptions.ExplicitCapture)]
    private static partial Regex Card();

    [GeneratedRegex("rel=\"next\" href=\"/en(?<query>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex NextPage();
}
