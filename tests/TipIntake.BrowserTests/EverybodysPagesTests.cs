using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.Platform;

namespace TipIntake.BrowserTests;

/// <summary>Gallery, object and everything around them, as anybody might meet them.</summary>
public sealed class EverybodysPagesTests(ShownObjects shown, RealBrowser browser) : IClassFixture<ShownObjects>
{
    private static readonly string[] Paths =
    [
        "", "?category=toy", "?status=closed", "?category=food&region=DE", "/results", "/privacy", "/imprint", "/accessibility", "/about",
        $"/objects/{ShownObjects.Open}", $"/objects/{ShownObjects.Open}/poster", $"/objects/{ShownObjects.Open}/card",
    ];

    public static TheoryData<string, ColorScheme, int> Looks => new()
    {
        { "en", ColorScheme.Light, 1_280 },
        { "en", ColorScheme.Dark, 360 },
        { "ar", ColorScheme.Light, 360 },
        { "ar", ColorScheme.Dark, 1_280 },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Nothing_stands_in_anybody_s_way(string language, ColorScheme scheme, int width)
    {
        var page = await browser.Visitor(width, scheme);
        var watched = WatchedPage.On(page, new Uri(shown.Address));

        foreach (var path in Paths)
        {
            await watched.Open($"/{language}{path}");
            await watched.IsSound($"page{path.Replace('/', '-').Replace('?', '-')}-{language}-{scheme}");
        }

        await page.Context.CloseAsync();
    }

    public static TheoryData<string> Languages => [.. Texts.Languages];

    // 640 pixels at 200 percent are what a window of 320 shows.
    [Theory]
    [MemberData(nameof(Languages))]
    public async Task No_page_in_any_language_has_to_be_pushed_sideways(string language)
    {
        const int width = 320;
        var page = await browser.Visitor(width);
        var watched = WatchedPage.On(page, new Uri(shown.Address));

        foreach (var path in Paths.Concat(["/help", "/receipt"]))
        {
            await watched.Open($"/{language}{path}");
            Assert.InRange(await page.EvaluateAsync<double>("document.querySelector('.leaving')?.offsetHeight ?? 0"), 0, 4 * 16);
            await watched.IsSound($"narrow{path.Replace('/', '-').Replace('?', '-')}-{language}");
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_scripts_everything_is_there()
    {
        var page = await browser.Visitor(scripts: false);

        await page.GotoAsync($"{shown.Address}/en");
        await page.Locator("details.filter summary").ClickAsync();
        await page.GetByLabel("What kind of thing?").SelectOptionAsync("toy");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Wooden toy van" }).ClickAsync();
        Assert.Equal(0, await page.Locator("dialog:visible, button[data-copy]:visible").CountAsync());
        await page.Locator("[data-zoom]").First.ClickAsync();

        Assert.EndsWith(".jpg", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_photo_comes_closer_by_keyboard_alone()
    {
        var page = await browser.Visitor();
        await page.GotoAsync($"{shown.Address}/en/objects/{ShownObjects.Open}");
        var stage = page.Locator(".zoom-stage");
        var picture = stage.Locator("img");

        await page.Locator("[data-zoom]").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(stage).ToBeFocusedAsync();
        // Until it is there it has another size.
        await page.WaitForFunctionAsync("() => { const picture = document.querySelector('.zoom-stage img'); return picture.complete && picture.naturalWidth > 0; }");
        var whole = (await picture.BoundingBoxAsync())!;
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("+");
        var closer = (await picture.BoundingBoxAsync())!;
        await page.Keyboard.PressAsync("ArrowRight");
        var moved = (await picture.BoundingBoxAsync())!;
        await Look(page, "zoom");
        await page.Keyboard.PressAsync("Escape");

        Assert.Equal(whole.Width * 2.25, closer.Width, tolerance: 2);
        Assert.Equal(closer.X - 60, moved.X, tolerance: 2);
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-zoom]").First).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_open_photo_stands_in_nobody_s_way_either()
    {
        var page = await browser.Visitor(360);
        await page.GotoAsync($"{shown.Address}/en/objects/{ShownObjects.Open}");
        await page.Locator("[data-zoom]").First.ClickAsync();

        var found = await page.RunAxe();

        Assert.Empty(found.Violations.Select(violation => violation.Id));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("address", "share.copy", "#address")]
    [InlineData("frame", "share.copy-frame", "#frame")]
    public async Task What_cannot_be_copied_is_marked_and_the_page_says_so(string what, string label, string source)
    {
        var page = await browser.Visitor(360);
        await page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('not allowed')) } });");
        await page.GotoAsync($"{shown.Address}/en/objects/{ShownObjects.Open}");
        await page.Locator(".share summary").ClickAsync();

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = Texts.Page(label, "en"), Exact = true }).ClickAsync();
        await page.GetByText("Copying did not work. It is now marked: copy it by hand.").WaitForAsync();

        var marked = await page.EvaluateAsync<string>("() => document.activeElement.matches('textarea') ? document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd) : getSelection().toString()");
        Assert.Equal(await page.Locator(source).EvaluateAsync<string>("from => from.value ?? from.textContent"), marked);
        Assert.Equal(what, source[1..]);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/en", ".card img")]
    [InlineData("/en/results", ".results img")]
    public async Task A_small_photo_is_whole(string path, string photo)
    {
        var page = await browser.Visitor();
        await page.GotoAsync($"{shown.Address}{path}");

        Assert.Equal("contain", await page.Locator(photo).First.EvaluateAsync<string>("image => getComputedStyle(image).objectFit"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_poster_is_one_sheet_of_paper(string language)
    {
        var page = await browser.Visitor();

        foreach (var reference in shown.All.Select(shown => shown.Reference))
        {
            await page.GotoAsync($"{shown.Address}/{language}/objects/{reference}/poster", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            var pdf = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));

            Assert.Single(System.Text.RegularExpressions.Regex.Matches(pdf, @"/Type\s*/Page\b"));
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Look(page, $"poster-print-{language}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_card_shows_itself_on_a_partner_s_page_and_a_page_does_not()
    {
        var page = await browser.Visitor();
        var card = $"{shown.Address}/en/objects/{ShownObjects.Open}/card";
        await using var partner = await PartnerSite.Show(
            $"<!DOCTYPE html><title>Partner</title><iframe id=card src={card} sandbox='allow-popups allow-popups-to-escape-sandbox'></iframe><iframe id=whole src={shown.Address}/en></iframe>");

        await page.GotoAsync(partner.Address, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        var shownCard = page.FrameLocator("#card");
        await Assertions.Expect(shownCard.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Mug with a lighthouse");
        Assert.True(await shownCard.Locator("img").EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 0"));
        Assert.Equal("16px", await shownCard.Locator("h1").EvaluateAsync<string>("heading => getComputedStyle(heading.closest('.card').querySelector('div')).paddingInlineStart"));
        Assert.Equal(0, await page.FrameLocator("#whole").Locator("#main").CountAsync());
        await page.Context.CloseAsync();
    }

    private static async Task Look(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"page{name}.png"), FullPage = true });
        }
    }
}
