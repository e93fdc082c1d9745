using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>Two reviewers at their own browsers: nobody assesses what a colleague works on, and all of it goes by keyboard.</summary>
public sealed class TwoReviewersTests(TipIntakeApp app, RealBrowser browser)
{
    [Fact]
    public async Task With_the_keyboard_alone_a_reviewer_takes_decides_goes_on_and_takes_it_back()
    {
        var (service, reference) = (app.Service, await HasLeads(app.Service, 2));
        var reviewer = await Colleague.At(browser, service.Staff.BaseAddress!);
        await reviewer.ComeInAs("reviewer", $"/triage?object={reference}");
        var (page, keys) = (reviewer.Page, reviewer.Page.Keyboard);

        await keys.PressAsync("n");
        await page.IsAt("**/triage/leads/**");
        var first = await Heading(page);
        await keys.PressAsync("5");
        await keys.PressAsync("3");
        await page.GetByText("not useful: off topic").WaitForAsync();
        await keys.PressAsync("Enter");
        await page.IsAt($"**done={first}");
        var second = await Heading(page);
        var said = await page.Locator(".flash").InnerTextAsync();
        await keys.PressAsync("u");
        await page.IsAt($"**/triage/leads/{first}?**");
        var status = await page.Locator(".title .tag").InnerTextAsync();
        var state = await page.Locator("[data-state]").InnerTextAsync();
        await keys.PressAsync("/");
        await page.IsAt($"**/triage?object={reference}#search");
        await keys.TypeAsync("n1?");

        Assert.NotEqual(first, second);
        Assert.Contains($"You decided {first}: not useful (off topic).", said, StringComparison.Ordinal);
        Assert.Equal("open", status);
        Assert.StartsWith("You work on this lead.", state, StringComparison.Ordinal);
        Assert.Equal("n1?", await page.InputValueAsync("#search"));
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.mt_events where stream_id = '{first}' and type = 'assessment_undone'"));
    }

    [Fact]
    public async Task What_a_colleague_has_can_be_read_and_not_decided_until_it_is_free_again()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("tworeviewers", builder => builder.Services.AddSingleton<TimeProvider>(clock), ("Triage:Review:SharePercent", "0"));
        var lead = $"{await HasLeads(service, 1)}.1";
        var (one, other) = (await Colleague.At(browser, service.Staff.BaseAddress!), await Colleague.At(browser, service.Staff.BaseAddress!));
        await one.ComeInAs("reviewer", $"/triage/leads/{lead}");
        await other.ComeInAs("reviewer-2", $"/triage/leads/{lead}");
        await other.Page.Locator("[data-news][data-live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

        await one.Page.Keyboard.PressAsync("c");
        await one.Page.GetByText("You work on this lead.").WaitForAsync();
        await other.Page.GetByText("A colleague has taken this lead.").WaitForAsync();
        await Choose(other, "1", "2");
        await other.Press("Decide");
        await other.Page.GetByText("A colleague works on this lead just now. Nothing was decided.").WaitForAsync();
        var buttons = await other.Page.Locator("[data-verdict]").CountAsync();
        var who = await other.Page.Locator("[data-state]").InnerTextAsync();

        clock.Advance(TimeSpan.FromMinutes(3));
        await other.Open($"/triage/leads/{lead}");
        await other.Press("Work on this lead");
        await other.Page.GetByText("You work on this lead.").WaitForAsync();
        await Choose(one, "1", "2");
        await one.Press("Decide");
        await one.Page.GetByText("A colleague works on this lead just now. Nothing was decided.").WaitForAsync();
        await Choose(other, "2", "1");
        await other.Press("Decide");
        await other.Page.GetByText($"You decided {lead}: plausible (fits picture).").WaitForAsync();

        Assert.Equal(0, buttons);
        Assert.StartsWith("Development Reviewer works on this lead.", who, StringComparison.Ordinal);
        await one.Open($"/triage/leads/{lead}");
        Assert.Contains("decided by Development Reviewer 2", await one.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_says_what_is_new_and_moves_only_when_it_is_asked_to()
    {
        var reference = await HasLeads(app.Service, 1);
        var reviewer = await Colleague.At(browser, app.Service.Staff.BaseAddress!);
        await reviewer.ComeInAs("reviewer", $"/triage?object={reference}");
        await reviewer.Page.Locator("[data-news][data-live]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

        Assert.Equal(HttpStatusCode.Created, (await app.Service.Visitor.SendTip(reference, new { text = "Something else altogether, from the flea market." })).Status);
        await reviewer.Page.GetByText("1 new lead.").WaitForAsync();
        var before = await reviewer.Page.Locator("table.leads tbody tr").CountAsync();
        await reviewer.Follow("Show");
        await reviewer.Page.WaitForFunctionAsync("document.querySelectorAll('table.leads tbody tr').length === 2");

        Assert.Equal(1, before);
    }

    [Fact]
    public async Task Without_scripts_everything_is_there()
    {
        var reference = await HasLeads(app.Service, 2);
        var page = await browser.Visitor(scripts: false);
        var door = $"http://localhost:{app.Service.Staff.BaseAddress!.Port}";
        await page.GotoAsync($"{door}/sign-in?return={Uri.EscapeDataString($"/triage?object={reference}")}");
        await page.ClickAsync("button[value=reviewer]");
        await page.ClickAsync("text=Open next");
        var first = await Heading(page);
        await page.Locator("summary", new PageLocatorOptions { HasText = "spam" }).ClickAsync();
        await page.GetByText("machine made").ClickAsync();
        await page.ClickAsync("button[value=decide-next]:visible");
        var second = await Heading(page);
        await page.ClickAsync("text=Back to the queue");
        await page.ClickAsync("text=Refresh by itself every 30 s");

        Assert.NotEqual(first, second);
        Assert.Equal($"{door}/triage?object={reference}&refresh=30", page.Url);
        Assert.Equal(0, await page.Locator("[data-keys]:visible").CountAsync());
    }

    private static async Task<string> HasLeads(RunningService service, int count)
    {
        string[] texts = ["My aunt worked in the factory in Brno that made these.", "It was given away at a fair near Faro.", "Seen in a window in Gent."];
        var reference = await service.HasObject();
        foreach (var text in texts.Take(count))
        {
            Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text })).Status);
        }

        await service.HasPlaced(reference, count);
        return reference;
    }

    private static Task<string> Heading(IPage page) => page.InnerTextAsync("h1");

    private static async Task Choose(Colleague reviewer, string decision, string reason)
    {
        await reviewer.Page.Keyboard.PressAsync(decision);
        await reviewer.Page.Keyboard.PressAsync(reason);
        await reviewer.Page.Locator("input[name=verdict]:checked").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }
}
