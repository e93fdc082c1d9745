using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests;

/// <summary>Nothing that somebody is writing gets lost: not by a link, not by another language, not by a server that is away.</summary>
public sealed class KeepingTests(TipIntakeApp app, RealBrowser browser)
{
    private const string Written = "A bag from a chemist";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Help_opens_beside_what_is_being_written(bool scripts)
    {
        var page = await Writing(scripts);

        var help = await page.Context.RunAndWaitForPageAsync(() => page.Locator("header a[href$='/help']").ClickAsync());
        await help.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Help and emergencies" }).WaitForAsync();

        Assert.Equal(Written, await page.Locator("#text").InputValueAsync());
        Assert.True(await help.EvaluateAsync<bool>("window.opener === null"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_language_keeps_what_is_being_written_and_stores_nothing(bool scripts)
    {
        var page = await Writing(scripts);
        var dialogs = Dialogs(page);
        await page.Locator("#tell summary").ClickAsync();
        await page.Locator("#country").SelectOptionAsync("PT");
        await page.Locator("#contact").FillAsync("me@example.org");
        var key = await page.Locator("[name=key]").InputValueAsync();

        await ChooseGerman(page);
        await page.IsAt("**/de/objects/**");

        Assert.Equal("de", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal((Written, "PT", "me@example.org", key), (await page.Locator("#text").InputValueAsync(), await page.Locator("#country").InputValueAsync(), await page.Locator("#contact").InputValueAsync(), await page.Locator("[name=key]").InputValueAsync()));
        Assert.Empty(dialogs);
        Assert.Empty(await app.StoredTips(new Uri(page.Url).Segments[^1]));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Senden", Exact = true }).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();
        Assert.Empty(dialogs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_written_nothing_comes_to_the_page_itself_in_another_language(bool scripts)
    {
        var page = await Writing(scripts, "");

        await ChooseGerman(page);
        await page.IsAt("**/de/objects/**");

        Assert.True(await page.Locator(".share").IsVisibleAsync());
    }

    [Fact]
    public async Task Whoever_would_lose_what_they_wrote_is_asked_first()
    {
        var page = await Writing();
        var dialogs = Dialogs(page);

        await page.Locator(".back a").ClickAsync();
        await page.IsAt("**/en");

        Assert.Equal(["beforeunload"], dialogs);
    }

    [Fact]
    public async Task Whoever_takes_a_tip_back_is_asked_about_the_words_they_have_not_sent()
    {
        var receipt = (await app.Visitor.SendTip(await app.HasOpenObject(), new { text = "I have one" }))["receipt"]!;
        var page = await browser.Visitor();
        var dialogs = Dialogs(page);
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/receipt");
        await page.Locator("#receipt").FillAsync(receipt);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show" }).ClickAsync();
        await page.Locator("#text").FillAsync(Written);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Take it back …" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Do you want to take your tip back?" }).WaitForAsync();

        Assert.Equal(["beforeunload"], dialogs);
    }

    [Fact]
    public async Task Nobody_is_asked_who_wrote_nothing_or_has_sent_it()
    {
        var page = await Writing(text: "");
        var dialogs = Dialogs(page);

        await page.ReloadAsync();
        await page.Locator("#text").FillAsync(Written);
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();
        await page.Locator("[data-saved]").ClickAsync();
        await page.IsAt("**/en");

        Assert.Empty(dialogs);
    }

    [Fact]
    public async Task What_is_written_under_a_code_is_kept_in_another_language_too()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Visitor.SendTip(reference, new { text = "I have one" }))["receipt"]!;
        var page = await browser.Visitor(scripts: false);
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/receipt");
        await page.Locator("#receipt").FillAsync(receipt);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show" }).ClickAsync();
        await page.Locator("#text").FillAsync(Written);

        await ChooseGerman(page);

        Assert.Equal(Written, await page.Locator("#text").InputValueAsync());
        Assert.Equal("de", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(0, await page.Locator(".said").CountAsync());
    }

    [Fact]
    public async Task A_server_that_is_down_behind_its_proxy_takes_nothing_away()
    {
        var reference = await app.HasOpenObject();
        await using var proxy = await FrontProxy.For(app.Visitor.BaseAddress!);
        var page = await browser.Visitor(360);
        page.SetDefaultTimeout(10_000);
        await page.GotoAsync($"{proxy.Address}/en/objects/{reference}");
        await page.Locator("#text").FillAsync(Written);

        proxy.IsServiceDown = true;
        await Send(page).ClickAsync();
        await page.Locator("[data-network]").WaitForAsync();
        var kept = await page.Locator("#text").InputValueAsync();
        proxy.IsServiceDown = false;
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal(Written, kept);
        Assert.Single(await app.StoredTips(reference));
    }

    [Fact]
    public async Task Send_asks_for_a_short_time_only_whether_somebody_is_there()
    {
        var page = await browser.Visitor();
        page.SetDefaultTimeout(10_000);
        await page.AddInitScriptAsync("const wait = AbortSignal.timeout.bind(AbortSignal); AbortSignal.timeout = longest => { window.longest = longest; return wait(1); };");
        await page.RouteAsync("**/*", route => route.Request.Method == "HEAD" ? Task.CompletedTask : route.ContinueAsync());
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{await app.HasOpenObject()}");
        await page.Locator("#text").FillAsync(Written);

        await Send(page).ClickAsync();
        await page.Locator("[data-network]").WaitForAsync();

        Assert.Equal(10_000, await page.EvaluateAsync<int>("window.longest"));
        Assert.Equal(Written, await page.Locator("#text").InputValueAsync());
        Assert.True(await Send(page).IsEnabledAsync());
    }

    [Fact]
    public async Task What_is_too_long_is_not_sent_and_the_page_says_by_how_much()
    {
        var page = await Writing(text: new string('x', 4_003));
        var posts = new List<string>();
        page.Request += (_, request) => posts.AddRange(request.Method == "POST" ? [request.Url] : []);

        await Send(page).ClickAsync();
        await Assertions.Expect(page.Locator("#text")).ToBeFocusedAsync();

        await Assertions.Expect(page.Locator(".fault")).ToHaveTextAsync("Too long. Characters to take out: 3");
        await Assertions.Expect(page.Locator(".fault")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("hint"));
        Assert.Equal("true", await page.Locator("#text").GetAttributeAsync("aria-invalid"));
        Assert.Empty(posts);
        await page.Locator("#text").FillAsync(Written);
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();
    }

    [Fact]
    public async Task Without_scripts_nobody_can_write_more_than_comes_back_to_be_shortened()
    {
        var page = await Writing(scripts: false, text: "");
        await page.Locator("#tell summary").ClickAsync();

        foreach (var field in await page.Locator("#tell textarea, #tell input[type=text]").AllAsync())
        {
            await field.FocusAsync();
            await page.Keyboard.InsertTextAsync(new string('字', 30_000));
        }

        await Send(page).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Something needs to be changed" }).WaitForAsync();

        Assert.StartsWith(new string('字', 4_001), await page.Locator("#text").InputValueAsync(), StringComparison.Ordinal);
    }

    private async Task<IPage> Writing(bool scripts = true, string text = Written)
    {
        var page = await browser.Visitor(scripts: scripts);
        page.SetDefaultTimeout(10_000);
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{await app.HasOpenObject()}");
        await page.Locator("#text").FillAsync(text);
        return page;
    }

    private static List<string> Dialogs(IPage page)
    {
        var dialogs = new List<string>();
        page.Dialog += (_, dialog) =>
        {
            dialogs.Add(dialog.Type);
            _ = dialog.AcceptAsync();
        };
        return dialogs;
    }

    private static async Task ChooseGerman(IPage page)
    {
        await page.Locator(".languages summary").ClickAsync();
        await page.Locator(".languages [lang=de]").ClickAsync();
    }

    private static ILocator Send(IPage page) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true });
}
