using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>Three reviewers and a sender, each at their own browser and without a mouse, from the tip to what was decided about it.</summary>
public sealed class KeyboardJourneyTests(TipIntakeApp app, RealBrowser browser)
{
    private const string Told = "I sold these in my uncle's shop in Olhao in 2009, there is a number inside.";
    private const string Hostile = "Ignore the others \u202Etxt.exe\u202C <img src=x onerror=alert(1)> \u0645\u0646 \u0633\u0648\u0642 \u0627\u0644\u0633\u0645\u0643 https://bad.example/?a=1";
    private const string Pool = "Handed out at the opening of the swimming pool in Vejle";
    private const string Badeland = "De blev delt ud da det nye badeland \u00E5bnede";

    private readonly MovableClock clock = new();

    [Fact]
    public async Task From_the_tip_to_the_decision_of_a_third_and_back_to_the_sender_without_a_mouse()
    {
        await using var service = await app.Another("keyboardjourney", builder => builder.Services.AddSingleton<TimeProvider>(clock), ("Triage:Review:SharePercent", "0"));
        var reference = await service.HasObject();
        var sender = WatchedPage.On(await browser.Visitor(360), service.Visitor.BaseAddress!);
        var code = await Send(sender, reference);
        await service.HasPlaced(reference, 1);
        var (one, other, third) = (await At(service, "reviewer", reference), await At(service, "reviewer-2", reference), await At(service, "reviewer-3", reference));
        var lead = $"{reference}.1";

        await OneHasItAndTheOtherDoesNot(one, other, lead);
        await TheOtherTakesItOver(one, other, lead);
        await IsAskedAndAnswers(other, sender, code, lead);
        await IsDecidedTakenBackAndDecidedAgain(other, reference, lead);
        await IsLookedAtAgain(one, reference, "2", "1");
        await IsLookedAtAgain(third, reference, "1", "2");
        await one.Open($"/triage/leads/{lead}");

        Assert.Contains("useful (checkable detail), decided by Development Reviewer 3", await one.Text(), StringComparison.Ordinal);
        await one.IsSound("journey-decided");
        Assert.Equal(1L, await Count("select count(*) from tipintake.mt_events where type = 'adjudicated'"));
        Assert.Equal(1L, await Count("select count(*) from tipintake.mt_events where type = 'assessment_undone'"));
    }

    [Fact]
    public async Task Leads_are_taken_apart_and_together_without_a_mouse_and_hostile_words_stay_words()
    {
        var reference = await app.HasOpenObject();
        foreach (var text in new[] { Pool, Pool + ", blue ones", Badeland, Hostile })
        {
            Assert.Equal(HttpStatusCode.Created, (await app.Service.Visitor.SendTip(reference, new { text })).Status);
        }

        await app.Service.HasPlaced(reference, 4);
        var reviewer = await At(app.Service, "reviewer", reference);
        reviewer.Page.Dialog += (_, dialog) => throw new InvalidOperationException($"A dialog: {dialog.Message}");

        await Open(reviewer, $"{reference}.1");
        await reviewer.TabTo(reviewer.Page.Locator("input[name=tips]").Nth(1));
        await reviewer.Page.Keyboard.PressAsync("Space");
        await reviewer.PressByKey("Split the ticked tips off into a lead of their own");
        await reviewer.Page.IsAt($"**/triage/leads/{reference}.4*");
        await reviewer.IsSound("journey-split");
        await reviewer.PressByKey("Put them back");
        await reviewer.Page.IsAt($"**/triage/leads/{reference}.1*");
        await Open(reviewer, $"{reference}.2");
        await reviewer.TypeInto(reviewer.Page.Locator("#into"), "1");
        await reviewer.PressByKey("Merge into it");
        await reviewer.Page.GetByText($"The tips of {reference}.2 are in here now.").WaitForAsync();
        await reviewer.IsSound("journey-merged");
        await reviewer.PressByKey("Take the merge back");
        await reviewer.Page.IsAt($"**/triage/leads/{reference}.2*");
        await Open(reviewer, $"{reference}.3");
        var said = reviewer.Page.Locator(".said").First;

        Assert.Equal(["RLO", "PDF"], await said.Locator(".mark").AllInnerTextsAsync());
        Assert.Contains("<img src=x onerror=alert(1)>", await said.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await reviewer.Page.Locator(".tips a:not([href^='/']), .tips img").CountAsync());
        await reviewer.IsSound("journey-hostile");
        Assert.Equal([1, 1, 2], (await app.Service.HasPlaced(reference, 4)).Select(one => (int)one["tips"]!).Order());
    }

    private static async Task<string> Send(WatchedPage sender, string reference)
    {
        await sender.Open($"/en/objects/{reference}");
        await Type(sender, "#text", Told);
        await Press(sender, "Send");
        await sender.Heading("Thank you").WaitForAsync();
        return (await sender.Page.Locator("#receipt-code").InnerTextAsync()).Trim();
    }

    private static async Task OneHasItAndTheOtherDoesNot(Colleague one, Colleague other, string lead)
    {
        await one.IsSound("journey-queue");
        await one.Page.Keyboard.PressAsync("n");
        await one.Page.GetByText("You work on this lead.").WaitForAsync();
        await other.Page.Keyboard.PressAsync("n");
        await other.Page.GetByText("There is no further free lead in this list.").WaitForAsync();
        await Open(other, lead);

        await other.Page.GetByText("Development Reviewer works on this lead.").WaitForAsync();
        await other.Page.Keyboard.TypeAsync("c11");
        await other.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(0, await other.Page.Locator("[data-verdict]").CountAsync());
        await other.IsSound("journey-taken");
    }

    private async Task TheOtherTakesItOver(Colleague one, Colleague other, string lead)
    {
        clock.Advance(TimeSpan.FromMinutes(3));
        await Open(other, lead);
        await other.Page.Keyboard.PressAsync("c");
        await other.Page.GetByText("You work on this lead.").WaitForAsync();
        await Decide(one, "1", "2");

        await one.Page.GetByText("A colleague works on this lead just now. Nothing was decided.").WaitForAsync();
        await one.IsSound("journey-too-late");
    }

    private static async Task IsAskedAndAnswers(Colleague reviewer, WatchedPage sender, string code, string lead)
    {
        await reviewer.TabTo(reviewer.Page.Locator("summary", new PageLocatorOptions { HasText = "Ask the sender something" }));
        await reviewer.Page.Keyboard.PressAsync("Enter");
        await reviewer.TypeInto(reviewer.Page.Locator("textarea[name=question]"), "Which number is inside?");
        await reviewer.PressByKey("Ask");
        await reviewer.Page.Locator(".talk").WaitForAsync();

        await sender.Open("/en/receipt");
        await Type(sender, "#receipt", code);
        await Press(sender, "Show");
        await sender.Page.GetByText("Which number is inside?").WaitForAsync();
        await Type(sender, "#text", "It says 4711.");
        await Press(sender, "Send");
        await sender.Page.GetByText("What you added has arrived.").WaitForAsync();
        await sender.IsSound("journey-answered");

        for (var tries = 0; await reviewer.Page.GetByText("the sender answered").CountAsync() == 0; tries++)
        {
            Assert.True(tries < 60, "The answer does not come back to the lead.");
            await reviewer.Page.WaitForTimeoutAsync(250);
            await Open(reviewer, lead);
        }

        Assert.Equal(["Which number is inside?", "It says 4711."], await reviewer.Page.Locator(".talk .said").AllInnerTextsAsync());
        await reviewer.IsSound("journey-answer");
    }

    private static async Task IsDecidedTakenBackAndDecidedAgain(Colleague reviewer, string reference, string lead)
    {
        await reviewer.Open($"/triage/leads/{lead}?object={reference}");
        await Decide(reviewer, "1", "1");
        await reviewer.Page.GetByText($"You decided {lead}: useful (first hand knowledge).").WaitForAsync();
        await reviewer.Page.Keyboard.PressAsync("u");
        await reviewer.Page.GetByText("You work on this lead.").WaitForAsync();
        await Decide(reviewer, "1", "1");
        await reviewer.Page.GetByText($"You decided {lead}: useful (first hand knowledge).").WaitForAsync();
    }

    private static async Task IsLookedAtAgain(Colleague reviewer, string reference, string decision, string reason)
    {
        await reviewer.Open($"/triage?object={reference}&status=in-review");
        await reviewer.Page.Keyboard.PressAsync("n");
        await reviewer.Page.GetByText("Decide, as if for the first time").WaitForAsync();
        var seen = await reviewer.Text();
        await reviewer.IsSound($"journey-blind-{decision}");
        await Decide(reviewer, decision, reason);
        await reviewer.Page.IsAt("**end=true**");

        Assert.DoesNotContain("first hand knowledge)", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("fits picture)", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Why it stands where it stands", seen, StringComparison.Ordinal);
    }

    private static async Task Decide(Colleague reviewer, string decision, string reason)
    {
        await reviewer.Page.Keyboard.PressAsync(decision);
        await reviewer.Page.Keyboard.PressAsync(reason);
        await reviewer.Page.Locator("input[name=verdict]:checked").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await reviewer.Page.Keyboard.PressAsync("Enter");
    }

    private static Task Open(Colleague reviewer, string lead) => reviewer.Open($"/triage/leads/{lead}");

    private static async Task Type(WatchedPage page, string field, string text)
    {
        await TabTo(page, page.Page.Locator(field));
        await page.Page.Keyboard.TypeAsync(text);
    }

    private static async Task Press(WatchedPage page, string button)
    {
        await TabTo(page, page.Button(button));
        await page.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task TabTo(WatchedPage page, ILocator there)
    {
        for (var tries = 0; !await there.EvaluateAsync<bool>("e => e === document.activeElement"); tries++)
        {
            Assert.True(tries < 60, $"The Tab key does not lead to {there}.");
            await page.Page.Keyboard.PressAsync("Tab");
        }
    }

    private async Task<Colleague> At(RunningService service, string who, string reference)
    {
        var colleague = await Colleague.At(browser, service.Staff.BaseAddress!);
        await colleague.Open($"/sign-in?return={Uri.EscapeDataString($"/triage?object={reference}")}");
        await colleague.TabTo(colleague.Page.Locator($"button[value={who}]"));
        await colleague.Page.Keyboard.PressAsync("Enter");
        await colleague.IsAt($"/triage?object={reference}");
        return colleague;
    }

    private async Task<long> Count(string sql)
    {
        await using var source = app.Database.Superuser("keyboardjourney");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
