using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;

namespace TipIntake.BrowserTests;

public sealed class JourneyTests(TipIntakeApp app, RealBrowser browser)
{
    [Theory]
    [InlineData(360, ColorScheme.Light, true)]
    [InlineData(360, ColorScheme.Dark, false)]
    [InlineData(1_280, ColorScheme.Dark, true)]
    [InlineData(1_280, ColorScheme.Light, false)]
    public async Task A_sender_tells_keeps_the_code_comes_back_adds_and_takes_it_back(int width, ColorScheme scheme, bool scripts)
    {
        var reference = await app.HasOpenObject();
        var visitor = WatchedPage.On(await browser.Visitor(width, scheme, scripts), app.Visitor.BaseAddress!, scripts);
        var page = visitor.Page;

        await visitor.Open($"/en/objects/{reference}");
        await page.Locator("#text").FillAsync("x");
        await page.Locator("#tell summary").ClickAsync();
        await page.Locator("#country").SelectOptionAsync("PT");
        await page.Locator("#place").FillAsync("Faro & <Olhão>");
        await page.GetByLabel("I own it, or used to").CheckAsync();
        await page.Locator("#contact").FillAsync("me@example.org");
        await visitor.IsSound("form");
        await visitor.Button("Send").ClickAsync();

        await visitor.Heading("Something needs to be changed").WaitForAsync();
        Assert.Equal("trouble", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("Faro & <Olhão>", await page.Locator("#place").InputValueAsync());
        Assert.Equal("PT", await page.Locator("#country").InputValueAsync());
        await visitor.IsSound("wrong");
        await page.Locator("#text").FillAsync("A bag from a chemist");
        await visitor.Button("Send").ClickAsync();

        await visitor.Heading("Thank you").WaitForAsync();
        var code = (await page.Locator("#receipt-code").InnerTextAsync()).Trim();
        await visitor.IsSound("receipt");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "I have saved it" }).ClickAsync();
        await visitor.Heading("Do you recognise one of these things?").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "I have a code" }).ClickAsync();
        await visitor.Heading("Come back with your code").WaitForAsync();
        await visitor.IsSound("come-back");
        await page.Locator("#receipt").FillAsync(code.ToLowerInvariant());
        await visitor.Button("Show").ClickAsync();
        await visitor.Heading("Your tip").WaitForAsync();
        await page.Locator("#text").FillAsync("It had a red <zip>");
        await visitor.Button("Send").ClickAsync();
        await visitor.Says("What you added has arrived.");
        Assert.Equal("It had a red <zip>", await page.Locator(".said").InnerTextAsync());
        await visitor.IsSound("tip");

        await visitor.Button("Take it back …").ClickAsync();
        await visitor.Heading("Do you want to take your tip back?").WaitForAsync();
        await visitor.IsSound("withdraw");
        await visitor.Button("Yes, delete everything").ClickAsync();
        await visitor.Heading("It is deleted").WaitForAsync();
        await visitor.IsSound("withdrawn");
        Assert.Null((string?)Assert.Single(await app.StoredTips(reference))["text"]);
    }

    [Theory]
    [InlineData("ar", ColorScheme.Light)]
    [InlineData("de", ColorScheme.Dark)]
    public async Task Help_and_refusals_are_sound_in_other_languages(string language, ColorScheme scheme)
    {
        var reference = await app.HasOpenObject();
        var visitor = WatchedPage.On(await browser.Visitor(360, scheme), app.Visitor.BaseAddress!);

        foreach (var (name, path) in new[] { ("help", "help"), ("nothing", "nowhere"), ("back", "receipt"), ("tell", $"objects/{reference}") })
        {
            await visitor.Open($"/{language}/{path}");
            await visitor.IsSound($"{name}-{language}");
        }
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        var reference = await app.HasOpenObject();
        var visitor = WatchedPage.On(await browser.Visitor(), app.Visitor.BaseAddress!);
        await visitor.Open($"/en/objects/{reference}");

        await TabTo(visitor.Page, "text");
        await visitor.Page.Keyboard.TypeAsync("x");
        await TabTo(visitor.Page, "Send");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Heading("Something needs to be changed").WaitForAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await TabTo(visitor.Page, "text");
        await visitor.Page.Keyboard.TypeAsync(" marks the spot");
        await TabTo(visitor.Page, "Send");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await visitor.Heading("Thank you").WaitForAsync();
        await TabTo(visitor.Page, "I have saved it");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Heading("Do you recognise one of these things?").WaitForAsync();
    }

    [Fact]
    public async Task A_script_that_comes_late_takes_nobody_away_from_what_they_type()
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor();
        var isThere = new TaskCompletionSource();
        await page.Context.RouteAsync("**/tell*.js*", async route =>
        {
            await isThere.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.Locator("#text").FillAsync("x");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Something needs to be changed", Exact = true }).WaitForAsync();
        await page.Locator("#text").FocusAsync();

        isThere.SetResult();
        await page.Locator("#text + p[role=status]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

        Assert.Equal("text", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Without_a_connection_the_page_and_the_text_stay()
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor(360);
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("A bag from a chemist");

        await page.Context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await page.Locator("[data-network]").WaitForAsync();
        var kept = await page.Locator("#text").InputValueAsync();
        await page.Context.SetOfflineAsync(false);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal("A bag from a chemist", kept);
        Assert.Single(await app.StoredTips(reference));
    }

    [Fact]
    public async Task The_saved_code_cannot_be_called_back()
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("A bag from a chemist");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await page.Locator("[data-saved]").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Do you recognise one of these things?" }).WaitForAsync();

        await page.GoBackAsync();

        Assert.EndsWith($"/en/objects/{reference}", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("#receipt-code").CountAsync());
        Assert.Equal("", await page.Locator("#text").InputValueAsync());
    }

    [Fact]
    public async Task Hostile_messages_are_shown_as_text_and_break_nothing()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Visitor.SendTip(reference, new { text = "I have one" }))["receipt"]!;
        foreach (var text in Hostile)
        {
            await app.Visitor.PostJson("/api/v1/receipts/messages", new { receipt, text });
        }

        var visitor = WatchedPage.On(await browser.Visitor(360), app.Visitor.BaseAddress!);
        await visitor.Open("/en/receipt");
        await visitor.Page.Locator("#receipt").FillAsync(receipt);
        await visitor.Button("Show").ClickAsync();
        await visitor.Page.Locator(".said").First.WaitForAsync();

        var said = await visitor.Page.Locator(".said").EvaluateAllAsync<string[]>("all => all.map(one => one.textContent)");
        Assert.Equal(Hostile.Select(text => HostileText.Clean(text).Text).Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        Assert.Equal(0, await visitor.Page.Locator(".said *").CountAsync());
        await visitor.IsSound("hostile");
    }

    [Fact]
    public async Task A_text_beyond_all_bounds_is_answered_with_a_page()
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor(scripts: false);
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").EvaluateAsync("(area, text) => area.value = text", string.Concat(Enumerable.Repeat("word ", 120_000)));

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "That was too much at once" }).WaitForAsync();
    }

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</p></article></main><h1>Owned</h1>", "<svg onload=alert(1)>", "javascript:alert(1)", "&lt;b&gt; &amp;amp;", "<!-- -->",
        "{{constructor.constructor('alert(1)')()}}", "\u202Etxt.exe\u202C and \u2067more", new string('W', 3_000), string.Concat(Enumerable.Repeat("e\u0301\u0302\u0303", 800)),
        "http://" + new string('a', 400) + ".example/", string.Concat(Enumerable.Repeat("\n", 200)).Insert(100, "lines"), "العربية and English 123 עברית", "\u200D\u200Bnothing",
    ];

    private static async Task TabTo(IPage page, string target)
    {
        for (var press = 0; press < 80; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("target => document.activeElement.id === target || document.activeElement.textContent.trim() === target", target))
            {
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach {target}.");
    }
}
