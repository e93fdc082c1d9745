using System.Net;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>Nothing is decided that the reviewer does not see, by keyboard or by hand, with scripts or without.</summary>
public sealed class DecidingTests(TipIntakeApp app, RealBrowser browser)
{
    [Fact]
    public async Task After_escape_nothing_is_chosen_and_enter_decides_nothing()
    {
        var lead = $"{await HasLead()}.1";
        var reviewer = await Colleague.At(browser, app.Service.Staff.BaseAddress!);
        await reviewer.ComeInAs("reviewer", $"/triage/leads/{lead}");
        var (page, keys) = (reviewer.Page, reviewer.Page.Keyboard);

        await keys.PressAsync("6");
        await keys.PressAsync("1");
        await page.GetByText("spam: advertising").WaitForAsync();
        await keys.PressAsync("Escape");
        await keys.PressAsync("Enter");
        var (chosen, said) = (await page.Locator("input[name=verdict]:checked").CountAsync(), await page.Locator("[data-chosen]").InnerTextAsync());
        await keys.PressAsync("5");
        await keys.PressAsync("3");
        await keys.PressAsync("Enter");
        await page.IsAt($"**done={lead}*");

        Assert.Equal((0, ""), (chosen, said));
        Assert.Contains($"You decided {lead}: not useful (off topic).", await page.Locator(".flash").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.mt_events where stream_id = '{lead}' and type = 'lead_assessed'"));
    }

    [Fact]
    public async Task Enter_on_another_decision_opens_it_and_forgets_what_was_chosen_before()
    {
        var lead = $"{await HasLead()}.1";
        var reviewer = await Colleague.At(browser, app.Service.Staff.BaseAddress!);
        await reviewer.ComeInAs("reviewer", $"/triage/leads/{lead}");
        var page = reviewer.Page;

        await page.Keyboard.PressAsync("6");
        await page.Keyboard.PressAsync("1");
        await page.GetByText("spam: advertising").WaitForAsync();
        await page.Locator("summary", new PageLocatorOptions { HasText = "plausible" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("detail missing").WaitForAsync();
        await page.WaitForFunctionAsync("document.querySelector('[data-chosen]').textContent === ''");

        Assert.Equal(0, await page.Locator("input[name=verdict]:checked").CountAsync());
        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.mt_events where stream_id = '{lead}' and type = 'lead_assessed'"));
    }

    [Fact]
    public async Task Without_scripts_the_decision_that_is_recorded_is_the_one_that_is_open()
    {
        var lead = $"{await HasLead()}.1";
        var page = await browser.Visitor(scripts: false);
        await page.GotoAsync($"http://localhost:{app.Service.Staff.BaseAddress!.Port}/sign-in?return={Uri.EscapeDataString($"/triage/leads/{lead}")}");
        await page.ClickAsync("button[value=reviewer]");

        await page.Locator("summary", new PageLocatorOptions { HasText = "plausible" }).ClickAsync();
        await page.GetByText("detail missing").ClickAsync();
        await page.Locator("summary", new PageLocatorOptions { HasText = "spam" }).ClickAsync();
        await page.Locator("button[value=decide]:visible").ClickAsync();
        var still = await page.InnerTextAsync(".title .tag");
        await page.GetByText("advertising").ClickAsync();
        await page.Locator("button[value=decide]:visible").ClickAsync();

        Assert.Equal("open", still);
        Assert.Contains($"You decided {lead}: spam (advertising).", await page.Locator(".flash").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task<string> HasLead()
    {
        var reference = await app.Service.HasObject();
        Assert.Equal(HttpStatusCode.Created, (await app.Service.Visitor.SendTip(reference, new { text = "Seen in a window in Gent." })).Status);
        await app.Service.HasPlaced(reference, 1);
        return reference;
    }
}
