using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests;

/// <summary>The code is there for as long as its page is, and then nowhere on the device.</summary>
public sealed class AfterSendingTests(TipIntakeApp app, RealBrowser browser)
{
    [Fact]
    public async Task Nothing_on_the_page_with_the_code_takes_the_code_away()
    {
        var page = await Sent(await browser.Visitor(), disclosure: true);
        var code = await page.Locator("#receipt-code").InnerTextAsync();

        var inTheSameTab = await page.Locator("a[href]:not([target=_blank], [href^='#'], [data-saved], [data-leave])").EvaluateAllAsync<string[]>("links => links.map(link => link.outerHTML)");
        var help = await page.Context.RunAndWaitForPageAsync(() => page.Locator("main a[href$='/help']").ClickAsync());

        Assert.Empty(inTheSameTab);
        Assert.EndsWith("/en/help", help.Url, StringComparison.Ordinal);
        Assert.Equal(code, await page.Locator("#receipt-code").InnerTextAsync());
        Assert.Equal(0, await page.Locator(".languages").CountAsync());
        Assert.True((await page.Locator("#receipt-code").BoundingBoxAsync())!.Y < (await page.Locator("main a[href$='/help']").BoundingBoxAsync())!.Y);
    }

    [Fact]
    public async Task With_scripts_neither_the_arrow_nor_reloading_shows_the_code_again()
    {
        var page = await Sent(await browser.Visitor());
        var code = await page.Locator("#receipt-code").InnerTextAsync();
        Assert.True(await page.GetByText("The code is shown only now.").IsVisibleAsync());
        Assert.False(await page.GetByText("may see the code again").IsVisibleAsync());

        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");
        await page.GoBackAsync();
        var back = await page.ContentAsync();
        await page.ReloadAsync();

        Assert.DoesNotContain(code, back, StringComparison.Ordinal);
        Assert.DoesNotContain(code, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator("#text").IsVisibleAsync());
    }

    [Fact]
    public async Task With_scripts_neither_the_arrow_nor_reloading_shows_the_messages_again()
    {
        var page = await Returned(await browser.Visitor());
        await page.Locator("#text").FillAsync("It had a red zip");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await page.Locator(".said").WaitForAsync();
        Assert.False(await page.GetByText("Until you close this tab").IsVisibleAsync());

        await page.GotoAsync($"{app.Visitor.BaseAddress}en/help");
        await page.GoBackAsync();
        await page.ReloadAsync();

        Assert.Equal("", await page.Locator("#receipt").InputValueAsync());
        Assert.Equal(0, await page.Locator(".said").CountAsync());
    }

    [Fact]
    public async Task Without_scripts_the_pages_say_that_they_can_be_called_back_until_the_tab_is_closed()
    {
        var page = await browser.Visitor(scripts: false);

        await Sent(page);
        Assert.True(await page.GetByText("may see the code again").IsVisibleAsync());
        Assert.False(await page.GetByText("The code is shown only now.").IsVisibleAsync());
        await Returned(page);
        Assert.True(await page.GetByText("Until you close this tab").IsVisibleAsync());
    }

    private async Task<IPage> Sent(IPage page, bool disclosure = false)
    {
        page.SetDefaultTimeout(10_000);
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{await app.HasOpenObject()}");
        await page.Locator("#text").FillAsync("A bag from a chemist");
        if (disclosure)
        {
            await page.Locator("[name=disclosure]").CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();
        return page;
    }

    private async Task<IPage> Returned(IPage page)
    {
        page.SetDefaultTimeout(10_000);
        var receipt = (await app.Visitor.SendTip(await app.HasOpenObject(), new { text = "I have one" }))["receipt"]!;
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/receipt");
        await page.Locator("#receipt").FillAsync(receipt);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show", Exact = true }).ClickAsync();
        await page.Locator("#text").WaitForAsync();
        return page;
    }
}
