using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>The board of an object: answers confirmed, moved, merged, refused, and every act taken back.</summary>
public sealed class BoardTests(TipIntakeApp app, RealBrowser browser)
{
    private const string Bag = "OBJ-2026-0007";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_are_confirmed_moved_merged_and_refused_and_each_act_has_its_way_back(bool scripts)
    {
        var board = await HasBoard();
        var reviewer = await Colleague.At(browser, app.Service.Staff.BaseAddress!, scripts: scripts);
        await reviewer.ComeInAs("reviewer", board.Path);
        await Shows(reviewer, board.Path, "Suggestion 1");

        await Confirm(reviewer, "Brinkmoor, Zutphen");
        await Says(reviewer, $"You put 2 leads under {board.Reference}.H1.");
        await reviewer.Press("Undo");
        await Says(reviewer, "Taken back.");
        await Shows(reviewer, board.Path, "Suggestion 1");
        await Confirm(reviewer, "Brinkmoor");

        await reviewer.Page.CheckAsync($"table input[value='{board.Reference}.3']");
        await reviewer.Page.FillAsync("#new-title", "Ostrander, Utrecht");
        await reviewer.Press("Make it an answer");
        await Says(reviewer, $"You put {board.Reference}.3 under {board.Reference}.H3.");

        await Move(reviewer, $"{board.Reference}.1", $"{board.Reference}.H2", $"{board.Reference}.H3");
        await Says(reviewer, $"You put {board.Reference}.1 under {board.Reference}.H3.");
        await reviewer.Press("Undo");
        Assert.Equal(2, await Under(reviewer, $"{board.Reference}.H2"));

        await Open(reviewer, $"{board.Reference}.H3", "Change or merge");
        await reviewer.Page.SelectOptionAsync($"#{Field(board.Reference)}-H3-into", $"{board.Reference}.H2");
        await Answer(reviewer, $"{board.Reference}.H3").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Merge into it" }).ClickAsync();
        await Says(reviewer, $"You merged {board.Reference}.H3 into {board.Reference}.H2.");
        Assert.Equal(3, await Under(reviewer, $"{board.Reference}.H2"));
        await reviewer.Press("Undo");
        Assert.Equal((2, 1), (await Under(reviewer, $"{board.Reference}.H2"), await Under(reviewer, $"{board.Reference}.H3")));

        await Open(reviewer, $"{board.Reference}.H3", "What came of it");
        await Answer(reviewer, $"{board.Reference}.H3").GetByLabel("ruled out").CheckAsync();
        await Answer(reviewer, $"{board.Reference}.H3").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Set the outcome" }).ClickAsync();
        await Says(reviewer, $"You set the outcome of {board.Reference}.H3 to “ruled out”.");
        Assert.Contains("Ostrander, Utrecht: ruled out on", await reviewer.Text(), StringComparison.Ordinal);
        await reviewer.Press("Undo");
        Assert.DoesNotContain("Ostrander, Utrecht: ruled out", await reviewer.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_belong_together_is_gone_from_the_suggestions_until_that_is_taken_back()
    {
        var board = await HasBoard();
        var reviewer = await Colleague.At(browser, app.Service.Staff.BaseAddress!);
        await reviewer.ComeInAs("reviewer", board.Path);
        await Shows(reviewer, board.Path, "Suggestion 1");

        await reviewer.Press($"{board.Reference}.1 does not belong here");
        await Says(reviewer, $"You said that {board.Reference}.1 does not belong with the others. It is not suggested again.");
        var address = new Uri(reviewer.Page.Url).PathAndQuery;
        await Shows(reviewer, address, "Suggestion 1", isThere: false);
        await reviewer.Press("Undo");

        await Shows(reviewer, board.Path, "Suggestion 1");
    }

    [Theory]
    [InlineData(1_280, ColorScheme.Light)]
    [InlineData(1_280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task The_board_is_sound(int width, ColorScheme scheme)
    {
        await using var service = await app.Another($"board{width}{scheme}".ToLowerInvariant(), ("Catalogue:Demonstration", "true"));
        var reviewer = await Colleague.At(browser, service.Staff.BaseAddress!, width, scheme);
        await reviewer.ComeInAs("reviewer");
        var path = $"/triage/objects/{Bag}";
        await Shows(reviewer, path, "Suggestion 1");
        await Confirm(reviewer, "The fish market of Santa Olga");
        await reviewer.Page.CheckAsync("table input[name=leads] >> nth=0");
        await reviewer.Page.FillAsync("#new-title", "Sold everywhere");
        await reviewer.Press("Make it an answer");

        var faults = await Faults(reviewer.Page, $"board-{width}-{scheme}");
        await reviewer.Page.EvaluateAsync("document.querySelectorAll('main details').forEach(one => one.open = true)");
        faults.AddRange(await Faults(reviewer.Page, $"board-open-{width}-{scheme}"));

        Assert.Empty(faults);
    }

    private static async Task<List<string>> Faults(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }

        var wide = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth");
        var axe = await page.RunAxe();
        return [.. axe.Violations.Select(fault => $"{name}: {fault.Id}: {string.Join("; ", fault.Nodes.Select(node => node.Html))}"), .. wide ? [$"{name} is too wide"] : Array.Empty<string>()];
    }

    private static async Task Confirm(Colleague reviewer, string title)
    {
        await reviewer.Page.FillAsync("#s1-title", title);
        await reviewer.Page.ClickAsync("article.suggested button[value=confirm] >> nth=0");
        await reviewer.Page.IsAt("**?done=*");
    }

    private static async Task Move(Colleague reviewer, string lead, string from, string to)
    {
        await Open(reviewer, from, "Leads under it");
        await Answer(reviewer, from).Locator($"input[value='{lead}'][type=checkbox]").CheckAsync();
        await Answer(reviewer, from).GetByLabel("Move the ticked ones").SelectOptionAsync(to);
        await Answer(reviewer, from).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Move" }).ClickAsync();
    }

    private static ILocator Answer(Colleague reviewer, string id) => reviewer.Page.Locator($"article[aria-labelledby='{id.Replace('.', '-')}-name']");

    private static string Field(string reference) => reference.Replace('.', '-');

    private static Task Open(Colleague reviewer, string id, string part) => Answer(reviewer, id).Locator("summary", new LocatorLocatorOptions { HasText = part }).ClickAsync();

    private static Task<int> Under(Colleague reviewer, string id) => Answer(reviewer, id).Locator("input[type=checkbox][name=leads]").CountAsync();

    private static async Task Says(Colleague reviewer, string sentence) => Assert.Equal(sentence, await reviewer.Page.Locator(".flash p").InnerTextAsync());

    /// <summary>The machine suggests a moment after tips come or answers change.</summary>
    private static async Task Shows(Colleague reviewer, string path, string words, bool isThere = true)
    {
        for (var tries = 0; (await reviewer.Text()).Contains(words, StringComparison.Ordinal) != isThere || !reviewer.Page.Url.EndsWith(path, StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 100, $"{words}: not as expected on {path}.");
            await reviewer.Page.WaitForTimeoutAsync(200);
            await reviewer.Open(path);
        }
    }

    private async Task<(string Reference, string Path)> HasBoard()
    {
        var reference = await app.HasOpenObject();
        string[] texts = ["Sold at Brinkmoor in Zutphen, I bought one.", "My mother had it, from the Brinkmoor shop I think.", "Printed by Ostrander and Sons, Utrecht.", "Seen in a museum in Oslo."];
        foreach (var text in texts)
        {
            await app.Service.Visitor.SendTip(reference, new { text });
        }

        await app.Service.HasPlaced(reference, texts.Length);
        return (reference, $"/triage/objects/{reference}");
    }
}
