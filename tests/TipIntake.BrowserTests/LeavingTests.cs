using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests;

public sealed class LeavingTests(TipIntakeApp app, RealBrowser browser)
{
    [Theory]
    [InlineData(".leaving [data-leave]")]
    [InlineData("main [data-leave]")]
    public async Task Whoever_leaves_the_receipt_cannot_be_followed_back_to_it(string link)
    {
        var reference = await app.HasOpenObject();
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en");
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("A bag from a chemist");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        await page.Locator(link).ClickAsync();
        await page.GetByText("The weather").WaitForAsync();
        await page.GoBackAsync();

        Assert.Equal(0, await page.Locator("#receipt-code").CountAsync());
        Assert.DoesNotContain("Thank you", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_tells_us_where_it_stood()
    {
        var reference = await app.HasOpenObject();
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("A bag from a chemist");

        var post = await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync(), request => request.Method == "POST");
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal(app.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority), await post.HeaderValueAsync("Origin"));
    }

    [Fact]
    public async Task Every_link_that_leads_away_takes_its_page_along()
    {
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/results");
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");

        var links = await page.Locator("a[href$='/leave']:not([data-leave])").CountAsync();
        await page.Locator("[data-leave]").ClickAsync();
        await page.GetByText("The weather").WaitForAsync();
        await page.GoBackAsync();

        Assert.Equal(0, links);
        Assert.EndsWith("/en/results", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_presses_of_escape_lead_away()
    {
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");
        await page.GetByText("Or press Escape three times.").WaitForAsync();

        await Press(page, 3);

        await page.GetByText("The weather").WaitForAsync();
    }

    [Fact]
    public async Task Without_scripts_nobody_is_told_to_press_a_key_that_does_nothing()
    {
        var page = await browser.Visitor(scripts: false);

        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");

        Assert.True(await page.GetByText("Or press Escape three times.").IsHiddenAsync());
        Assert.True(await page.Locator(".leaving [data-leave]").IsVisibleAsync());
    }

    [Fact]
    public async Task An_escape_that_closes_a_list_does_not_count()
    {
        var reference = await app.HasOpenObject();
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("A bag from a chemist");
        await page.Locator("#tell summary").ClickAsync();

        await page.Locator("#country").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Press(page, 3);
        Assert.Equal("A bag from a chemist", await page.Locator("#text").InputValueAsync());

        await Press(page, 1);
        await page.GetByText("The weather").WaitForAsync();
    }

    [Theory]
    [InlineData("{ isComposing: true }")]
    [InlineData("{ keyCode: 229 }")]
    [InlineData("{ repeat: true }")]
    [InlineData("{ ctrlKey: true }")]
    public async Task An_escape_that_was_meant_for_something_else_does_not_count(string kind)
    {
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");
        await page.GetByText("Or press Escape three times.").WaitForAsync();

        await page.EvaluateAsync($"() => {{ for (let i = 0; i < 5; i += 1) document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'Escape', bubbles: true, cancelable: true, ...{kind} }})); }}");

        Assert.True(await page.Locator("#main h1").IsVisibleAsync());
    }

    [Theory]
    [InlineData("an answer that never comes")]
    [InlineData("502")]
    public async Task Leaving_needs_nothing_from_us(string trouble)
    {
        var reference = await app.HasOpenObject();
        var page = await WhereLeavingLeadsToTheWeather();
        page.SetDefaultTimeout(5_000);
        var asked = new TaskCompletionSource<string>();
        await page.RouteAsync("**/leave", route =>
        {
            asked.TrySetResult(route.Request.ResourceType);
            return trouble == "502" ? route.FulfillAsync(new RouteFulfillOptions { Status = 502, Body = "<h1>502 Bad Gateway</h1>" }) : Task.CompletedTask;
        });
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("A bag from a chemist");

        await page.Locator(".leaving [data-leave]").ClickAsync();
        await page.GetByText("The weather").WaitForAsync();

        // The answer takes away what this site left on the device; nobody waits for it.
        Assert.Equal("fetch", await asked.Task);
    }

    [Fact]
    public async Task Nothing_of_the_page_is_on_the_screen_while_the_other_one_loads()
    {
        var page = await browser.Visitor();
        page.SetDefaultTimeout(10_000);

        // An answer without content leaves the browser where it is.
        await page.RouteAsync("https://www.wikipedia.org/**", route => route.FulfillAsync(new RouteFulfillOptions { Status = 204 }));
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");

        await page.RunAndWaitForRequestAsync(() => page.EvaluateAsync("() => { setTimeout(() => document.querySelector('[data-leave]').click()); }"), "https://www.wikipedia.org/**");

        Assert.Equal(("", "www.wikipedia.org"), (await page.EvaluateAsync<string>("() => document.body.innerHTML"), await page.EvaluateAsync<string>("() => document.title")));
    }

    [Fact]
    public async Task Three_presses_of_escape_lead_away_from_a_photo_too()
    {
        var reference = await app.HasOpenObject();
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        await page.EvaluateAsync("() => document.getElementById('zoom').showModal()");
        page.SetDefaultTimeout(10_000);

        await Press(page, 3);

        await page.GetByText("The weather").WaitForAsync();
    }

    [Theory]
    [InlineData("() => document.body.addEventListener('keydown', event => event.preventDefault())")]
    public async Task An_escape_that_something_on_the_page_takes_does_not_count(string taker)
    {
        var page = await WhereLeavingLeadsToTheWeather();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");
        await page.GetByText("Or press Escape three times.").WaitForAsync();

        await page.EvaluateAsync(taker);
        await page.EvaluateAsync("() => { for (let i = 0; i < 5; i += 1) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })); }");

        Assert.Equal(1, await page.Locator("#main h1").CountAsync());
    }

    public static TheoryData<string, int, bool> Screens => new()
    {
        { "en", 320, true }, { "ar", 320, true }, { "ro", 320, true }, { "ro", 320, false }, { "de", 360, true }, { "fr", 1_280, true }, { "ar", 1_280, false },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task The_way_out_is_always_in_sight_and_never_over_what_has_the_focus(string language, int width, bool scripts)
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor(width, scripts: scripts);
        page.SetDefaultTimeout(5_000);
        await page.SetViewportSizeAsync(width, 480);
        await page.GotoAsync($"{app.Visitor.BaseAddress}{language}/objects/{reference}");
        var steps = await page.Locator("a[href], button, input:not([type=hidden]), select, textarea, summary").CountAsync();

        foreach (var key in new[] { "Tab", "Shift+Tab" })
        {
            for (var step = 0; step < steps; step++)
            {
                await page.Keyboard.PressAsync(key);
                var way = (await page.Locator(".leaving").BoundingBoxAsync())!;
                var focused = page.Locator(":focus:not(.skip, .leaving *)");

                Assert.True(way.Y >= 0 && way.Y + way.Height <= 480, $"{key} {step}: the way out is at {way.Y}");
                Assert.True(await focused.CountAsync() == 0 || (await focused.BoundingBoxAsync())!.Y >= way.Y + way.Height, $"{key} {step}: under the way out");
            }
        }
    }

    private static async Task Press(IPage page, int times)
    {
        for (var press = 0; press < times; press++)
        {
            await page.Keyboard.PressAsync("Escape");
        }
    }

    // The operator's way out leads to another site, which no test may call.
    private async Task<IPage> WhereLeavingLeadsToTheWeather()
    {
        var page = await browser.Visitor();
        await page.RouteAsync("https://www.wikipedia.org/**", route => route.FulfillAsync(new RouteFulfillOptions { Body = "The weather" }));
        return page;
    }
}
