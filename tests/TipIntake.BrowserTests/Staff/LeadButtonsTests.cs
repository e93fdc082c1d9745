using System.Net;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>What can be done with the tips of a lead, with a mouse and without one.</summary>
public sealed class LeadButtonsTests(TipIntakeApp app, RealBrowser browser)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lead_is_put_under_an_answer_and_taken_out(bool byKey)
    {
        var (reference, reviewer) = await HasLeads("A carpet from the mill in Leiria.");
        using (var api = await StaffBrowser.As("reviewer", app.Service))
        using (var opened = await api.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "maker", title = "The mill", leads = Array.Empty<string>() }))
        {
            Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        }

        await reviewer.ComeInAs("reviewer", $"/triage/leads/{reference}.1");
        await Use(reviewer, "Put", byKey);
        var unchosen = await reviewer.Page.Locator("#answer:invalid").CountAsync();
        await reviewer.Page.SelectOptionAsync("#answer", new SelectOptionValue { Label = "The mill" });
        await Use(reviewer, "Put", byKey);
        await Button(reviewer, "Take out").WaitForAsync();
        var under = await reviewer.Text();
        await Use(reviewer, "Take out", byKey);
        await Button(reviewer, "Put").WaitForAsync();

        Assert.Equal(1, unchosen);
        Assert.Contains("Under The mill", under, StringComparison.Ordinal);
        Assert.Equal(0, await Button(reviewer, "Take out").CountAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ticked_tips_are_split_off_and_put_back(bool byKey)
    {
        var (reference, reviewer) = await HasLeads("Handed out at the opening of the swimming pool in Vejle", "Handed out at the opening of the swimming pool in Vejle, blue ones");
        await reviewer.ComeInAs("reviewer", $"/triage/leads/{reference}.1");

        await Use(reviewer, "Split the ticked tips off into a lead of their own", byKey);
        await reviewer.Page.GetByText("Tick the tips that say something else").WaitForAsync();
        var second = reviewer.Page.Locator("input[name=tips]").Nth(1);
        await (byKey ? Tick(reviewer, second) : second.CheckAsync());
        await Use(reviewer, "Split the ticked tips off into a lead of their own", byKey);
        await reviewer.Page.IsAt($"**/triage/leads/{reference}.2");
        var apart = await reviewer.Text();
        await Use(reviewer, "Put them back", byKey);
        await reviewer.Page.IsAt($"**/triage/leads/{reference}.1");

        Assert.Contains("blue ones", apart, StringComparison.Ordinal);
        Assert.Equal(2, await reviewer.Page.Locator("input[name=tips]").CountAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sender_is_asked(bool byKey)
    {
        var (reference, reviewer) = await HasLeads("I have one at home.");
        await reviewer.ComeInAs("reviewer", $"/triage/leads/{reference}.1");
        var summary = reviewer.Page.Locator("summary", new PageLocatorOptions { HasText = "Ask the sender something" });
        var question = reviewer.Page.Locator("textarea[name=question]");

        if (byKey)
        {
            await reviewer.TabTo(summary);
            await reviewer.Page.Keyboard.PressAsync("Enter");
            await reviewer.TypeInto(question, "What does the label say? 1 or 2?");
        }
        else
        {
            await summary.ClickAsync();
            await question.FillAsync("What does the label say? 1 or 2?");
        }

        await Use(reviewer, "Ask", byKey);
        await reviewer.Page.Locator(".talk").WaitForAsync();

        Assert.Equal(["What does the label say? 1 or 2?"], await reviewer.Page.Locator(".talk .said").AllInnerTextsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_leads_are_merged_and_parted(bool byKey)
    {
        var (reference, reviewer) = await HasLeads("Handed out at the opening of the swimming pool in Vejle", "De blev delt ud da det nye badeland åbnede");
        await reviewer.ComeInAs("reviewer", $"/triage/leads/{reference}.2");

        await Into(reviewer, "77", byKey);
        await reviewer.Page.GetByText("Give the number of another open lead of this object.").WaitForAsync();
        await Into(reviewer, "1", byKey);
        await reviewer.Page.GetByText($"The tips of {reference}.2 are in here now.").WaitForAsync();
        var together = await reviewer.Text();
        await reviewer.Open($"/triage/leads/{reference}.2");
        var gone = await reviewer.Text();
        await reviewer.Page.GoBackAsync();
        await Use(reviewer, "Take the merge back", byKey);
        await reviewer.Page.IsAt($"**/triage/leads/{reference}.2");

        Assert.Contains("badeland", together, StringComparison.Ordinal);
        Assert.Contains("swimming pool", together, StringComparison.Ordinal);
        Assert.Contains($"Its tips are in {reference}.1 now.", gone, StringComparison.Ordinal);
        Assert.Contains("badeland", await reviewer.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Somebody_in_danger_is_referred_handed_over_and_closed(bool byKey)
    {
        var (reference, reviewer) = await HasLeads("He locks her up.");
        await reviewer.ComeInAs("reviewer", $"/triage/leads/{reference}.1?object={reference}");
        await reviewer.Page.Keyboard.PressAsync("8");
        await reviewer.Page.Keyboard.PressAsync("1");
        await reviewer.Page.Keyboard.PressAsync("Enter");
        await reviewer.Page.GetByText("to be handed over: somebody may be in danger").WaitForAsync();
        await reviewer.Open($"/triage/leads/{reference}.1");
        await (byKey ? FollowByKey(reviewer, "Its referral") : reviewer.Follow("Its referral"));

        var referral = reviewer.Page.Locator($"#r-{reference}-1");
        await Choose(reviewer, referral.GetByLabel("Whom you told"), "Child", byKey);
        await (byKey ? reviewer.TypeInto(referral.GetByLabel("Their file number, if you have it"), "KP-2026/0815") : referral.GetByLabel("Their file number, if you have it").FillAsync("KP-2026/0815"));
        await Press(reviewer, referral, "I have told them", byKey);
        await referral.GetByText("Handed over to Child protection desk (made up) by you").WaitForAsync();
        await Choose(reviewer, referral.GetByLabel("What came of it"), "the contact", byKey);
        await Press(reviewer, referral, "Close", byKey);
        await referral.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await reviewer.Open("/triage/referrals?state=closed");

        Assert.Contains("file KP-2026/0815", await referral.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("the contact point deals with it", await referral.InnerTextAsync(), StringComparison.Ordinal);
    }

    private static ILocator Button(Colleague reviewer, string name) => reviewer.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    private static Task Use(Colleague reviewer, string button, bool byKey) => byKey ? reviewer.PressByKey(button) : reviewer.Press(button);

    private static async Task Press(Colleague reviewer, ILocator within, string button, bool byKey)
    {
        var there = within.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true });
        if (!byKey)
        {
            await there.ClickAsync();
            return;
        }

        await reviewer.TabTo(there);
        await reviewer.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task Choose(Colleague reviewer, ILocator field, string begins, bool byKey)
    {
        if (byKey)
        {
            await reviewer.TypeInto(field, begins);
        }
        else
        {
            await field.SelectOptionAsync(new SelectOptionValue { Label = (await field.Locator("option").AllInnerTextsAsync()).First(text => text.StartsWith(begins, StringComparison.Ordinal)) });
        }
    }

    private static async Task FollowByKey(Colleague reviewer, string link)
    {
        await reviewer.TabTo(reviewer.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link, Exact = true }));
        await reviewer.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task Tick(Colleague reviewer, ILocator box)
    {
        await reviewer.TabTo(box);
        await reviewer.Page.Keyboard.PressAsync("Space");
    }

    private static async Task Into(Colleague reviewer, string number, bool byKey)
    {
        var field = reviewer.Page.Locator("#into");
        await (byKey ? reviewer.TypeInto(field, number) : field.FillAsync(number));
        await Use(reviewer, "Merge into it", byKey);
    }

    private async Task<(string Reference, Colleague Reviewer)> HasLeads(params string[] texts)
    {
        var reference = await app.HasOpenObject();
        foreach (var text in texts)
        {
            Assert.Equal(HttpStatusCode.Created, (await app.Service.Visitor.SendTip(reference, new { text })).Status);
        }

        await app.Service.HasPlaced(reference, texts.Length);
        return (reference, await Colleague.At(browser, app.Service.Staff.BaseAddress!));
    }
}
