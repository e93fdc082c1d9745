using System.Net;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Catalogue;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Pages;

public sealed class ObjectPageTests(TipIntakeApp app)
{
    private static readonly DateTimeOffset Day = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Pages = ["", "/poster", "/card"];

    [Fact]
    public async Task The_address_without_a_language_takes_everybody_to_their_own()
    {
        var reference = await app.HasOpenObject();

        using var answer = await app.Visitor.Visit($"/objects/{reference}", "uk");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/uk/objects/{reference}", answer.Headers.Location!.OriginalString);
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task A_photo_comes_in_sizes_that_fit_and_leads_to_the_large_one()
    {
        using var folder = new ObjectFolder();
        var reference = folder.Add(photo: Pictures.Jpeg(1_600, 1_200));
        await app.Service.Services.GetRequiredService<ImportObjects>().Run(folder.Path, _ => { }, CancellationToken.None);
        var photo = app.Service.Services.GetRequiredService<PublishedCatalogue>().Find(reference)!.Photos[0];

        var page = await app.Visitor.Read($"/en/objects/{reference}");

        Assert.Contains($"<source type=\"image/webp\" srcset=\"{photo.Url(320, "webp")} 320w, {photo.Url(640, "webp")} 640w, ", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{photo.Url(1_600, "jpg")}\" data-zoom", page, StringComparison.Ordinal);
        Assert.Contains("width=\"1600\" height=\"1200\" alt=\"It lies on a table\"", page, StringComparison.Ordinal);
        Assert.Contains($"<meta property=\"og:image\" content=\"{app.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority)}{photo.Url(1_280, "jpg")}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_object_asks_and_a_closed_or_paused_one_says_why_it_does_not()
    {
        var open = await app.Visitor.Read($"/en/objects/{await app.HasOpenObject()}");
        var paused = await app.Visitor.Read($"/en/objects/{await app.Service.HasObject(new ObjectPaused(Day))}");
        var closed = await app.Visitor.Read($"/en/objects/{await app.Service.HasObject(new ObjectClosed(Day, VisitedPages.In("Found in Porto.")))}");

        Assert.Contains("method=\"post\"", open, StringComparison.Ordinal);
        Assert.DoesNotContain("method=\"post\"", paused, StringComparison.Ordinal);
        Assert.DoesNotContain("method=\"post\"", closed, StringComparison.Ordinal);
        Assert.Contains("We are not taking tips about this just now", paused, StringComparison.Ordinal);
        Assert.Contains("Found in Porto.", closed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_object_asks_nothing_any_more()
    {
        var page = await app.Visitor.Read($"/en/objects/{await app.Service.HasObject(new ObjectClosed(Day, VisitedPages.In("Found in Porto.")))}");

        Assert.Matches("<h2>What we asked</h2>\\s*<p[^>]*>", page);
        Assert.Matches("Closed on Monday,? 4 May 2026", page);
        Assert.DoesNotContain("class=\"question\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Asked since", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_to_a_closer_look_is_named_by_the_photo_in_its_own_language()
    {
        using var folder = new ObjectFolder();
        var reference = folder.Add(photo: Pictures.Jpeg(1_600, 1_200));
        await app.Service.Services.GetRequiredService<ImportObjects>().Run(folder.Path, _ => { }, CancellationToken.None);

        var page = await app.Visitor.Read($"/de/objects/{reference}");

        Assert.Matches("data-zoom>(?s:.*?)alt=\"It lies on a table\" lang=\"en\"(?s:.*?)Genauer ansehen</span>\\s*</a>", page);
    }

    public static TheoryData<string> Languages => [.. Texts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task No_sentence_with_a_day_in_it_ends_twice(string language)
    {
        var reference = await app.HasOpenObject();
        var closed = await app.Service.HasObject(new ObjectClosed(Day, []));
        var receipt = (await app.Visitor.SendTip(reference, new { text = "I have one" }))["receipt"]!;

        string[] pages =
        [
            await app.Visitor.Read($"/{language}/objects/{reference}"), await app.Visitor.Read($"/{language}/objects/{closed}"), await app.Visitor.Read($"/{language}/results"),
            (await app.Visitor.SendForm($"/{language}/receipt", ("step", "Add"), ("receipt", receipt), ("text", ""), ("key", TipRequests.NewKey()))).Body,
        ];

        Assert.All(pages, page => Assert.DoesNotContain("..", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withdrawn_object_is_gone_from_everywhere_with_the_next_request()
    {
        var reference = await app.Service.HasObject("A withdrawn thing", "game", "goneland");
        string[] addresses = [.. Pages.Select(page => $"/en/objects/{reference}{page}"), $"/objects/{reference}", $"/objects/{reference}/code.svg"];
        foreach (var address in addresses)
        {
            using var before = await app.Visitor.Visit(address);
            Assert.True((int)before.StatusCode < 400, address);
        }

        Assert.Contains(reference, await app.Visitor.Read("/en?region=goneland"), StringComparison.Ordinal);
        await app.Service.Happens(reference, new ObjectWithdrawn(Day));

        Assert.DoesNotContain(reference, await app.Visitor.Read("/en?region=goneland"), StringComparison.Ordinal);
        foreach (var address in addresses)
        {
            using var after = await app.Visitor.Visit(address);
            Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        }
    }

    [Fact]
    public async Task A_change_shows_with_the_next_request()
    {
        var reference = await app.HasOpenObject();
        var before = await app.Visitor.Read($"/en/objects/{reference}");

        await app.Service.Happens(reference, new ObjectTextsChanged(new ObjectTexts("en", VisitedPages.In("A changed bag"), VisitedPages.In("Who made it?"), "bag", [])));

        Assert.DoesNotContain("A changed bag", before, StringComparison.Ordinal);
        Assert.Contains("<h1>A changed bag</h1>", await app.Visitor.Read($"/en/objects/{reference}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_editor_wrote_is_shown_as_text()
    {
        var reference = await app.Service.HasObject("<script>alert(1)</script>", "sign", "hostland");

        foreach (var page in Pages)
        {
            Assert.DoesNotContain("<script>alert", await app.Visitor.Read($"/en/objects/{reference}{page}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_code_leads_to_the_address_without_a_language()
    {
        var reference = await app.HasOpenObject();

        var svg = XDocument.Parse(await app.Visitor.Read($"/objects/{reference}/code.svg"));

        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.DoesNotContain(svg.Descendants().Attributes(), attribute => attribute.Name.LocalName == "style");
    }

    [Fact]
    public async Task Only_the_card_may_stand_in_a_frame_of_another_site()
    {
        var reference = await app.HasOpenObject();

        using var card = await app.Visitor.Visit($"/en/objects/{reference}/card");
        using var again = await app.Visitor.Visit($"/en/objects/{reference}/card");
        using var page = await app.Visitor.Visit($"/en/objects/{reference}");

        foreach (var framed in new[] { card, again })
        {
            Assert.Contains("frame-ancestors *;", Assert.Single(framed.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.DoesNotContain("script-src", Assert.Single(framed.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("cross-origin", Assert.Single(framed.Headers.GetValues("Cross-Origin-Resource-Policy")));
            Assert.False(framed.Headers.Contains("X-Frame-Options"));
        }

        Assert.DoesNotContain("<script", await card.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(page.Headers.GetValues("X-Frame-Options")));
    }
}
