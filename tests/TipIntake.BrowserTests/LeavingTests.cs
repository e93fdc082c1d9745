using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests;

public sealed class LeavingTests(TipIntakeApp app, RealBrowser browser)
{
    [Theory]
    [InlineData("header [data-leave]")]
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

        for (var press = 0; press < 3; press++)
        {
            await page.Keyboard.PressAsync("Escape");
        }

        await page.GetByText("The weather").WaitForAsync();
    }

    // The operator's way out leads to another site, which no test may call.
    private async Task<IPage> WhereLeavingLeadsToTheWeather()
    {
        var page = await browser.Visitor();
        await page.RouteAsync("**/leave", route => route.FulfillAsync(new RouteFulfillOptions { Body = "The weather" }));
        return page;
    }
}
