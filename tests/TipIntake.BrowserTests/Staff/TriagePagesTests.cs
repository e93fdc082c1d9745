using System.Net;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>The queue and a lead, as reviewers see them: with the demonstration's objects and tips, and with texts that mean harm.</summary>
public sealed class TriagePagesTests(TipIntakeApp app, RealBrowser browser)
{
    private const string Bag = "OBJ-2026-0007";

    // The override would show "exe.gpj" for "jpg.exe"; the tags spell a text that nobody sees.
    private const string Hostile = "I saw it \u202Egpj.exe\u202C on https://bad.example/look?a=1 <script>document.title='taken'</script> b\u200Bu\u200By it\U000E0068\U000E0069 Z\u0335\u0336\u0337\u0338\u0321\u0322\u0327\u0328algo";

    private const string Arabic = "أعرف هذه الحقيبة. كانت تُباع في سوق السمك في سانتا أولغا سنة 2014، وكان البائع يعطيها مع علبتين.";

    [Theory]
    [InlineData(1_280, ColorScheme.Light)]
    [InlineData(1_280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(320, ColorScheme.Dark)]
    public async Task The_queue_and_its_leads_are_sound(int width, ColorScheme scheme)
    {
        await using var service = await app.Another($"triagepages{width}{scheme}".ToLowerInvariant(), ("Catalogue:Demonstration", "true"));
        var reviewer = await Colleague.At(browser, service.Staff.BaseAddress!, width, scheme);
        var faults = new List<string>();
        reviewer.Page.Request += (_, request) => faults.AddRange(request.Url.StartsWith(reviewer.Door, StringComparison.Ordinal) ? [] : [$"asked {request.Url}"]);
        reviewer.Page.PageError += (_, fault) => faults.Add(fault);
        await reviewer.ComeInAs("reviewer");
        await HasQueue(reviewer);
        await Send(service, new { text = Hostile, link = "https://bad.example/look" });
        await Send(service, new { text = Arabic, language = "ar", country = "PT", place = "سوق السمك", basis = "seen-in-person", contact = "me@example.org" });

        faults.AddRange(await Faults(reviewer, "/", "home"));
        faults.AddRange(await Faults(reviewer, "/triage", "queue"));
        faults.AddRange(await Faults(reviewer, $"/triage?object={Bag}&search=zzzz", "queue-filtered"));
        faults.AddRange(await Faults(reviewer, await LeadWith(reviewer, "أعرف"), "lead-arabic"));
        faults.AddRange(await Faults(reviewer, await LeadWith(reviewer, "gpj"), "lead-hostile", page => page.Locator("[data-decision] summary").First.ClickAsync()));
        faults.AddRange(await Faults(reviewer, await LeadWith(reviewer, "market Ondina"), "lead"));
        await HasReferrals(service, await LeadWith(reviewer, "gpj"), await LeadWith(reviewer, "أعرف"));
        faults.AddRange(await Faults(reviewer, "/triage/referrals", "referrals"));
        faults.AddRange(await Faults(reviewer, "/triage", "queue-referrals"));
        faults.AddRange(await Faults(reviewer, "/triage", "help", page => page.Keyboard.PressAsync("?")));

        faults.AddRange(await Faults(reviewer, "/triage/agreement", "agreement-none"));
        await service.HasPairs(same: 60, other: 8);
        faults.AddRange(await Faults(reviewer, "/triage/agreement", "agreement"));

        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_text_that_means_harm_is_text_and_what_it_hides_is_named()
    {
        var reference = await app.HasOpenObject();
        Assert.Equal(HttpStatusCode.Created, (await app.Service.Visitor.SendTip(reference, new { text = Hostile })).Status);
        var lead = (string)(await app.Service.HasPlaced(reference, tips: 1))[0]["id"]!;
        var reviewer = await Colleague.At(browser, app.Service.Staff.BaseAddress!);

        await reviewer.ComeInAs("reviewer", $"/triage/leads/{lead}");
        var said = reviewer.Page.Locator(".said").First;

        Assert.Contains("<script>document.title='taken'</script>", await said.InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("taken", await reviewer.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', (await said.InnerTextAsync()));
        Assert.DoesNotContain('\u200B', (await said.InnerTextAsync()));
        Assert.Equal(["RLO", "PDF", "ZWSP", "ZWSP", "tags: hi", "accents ×4"], await said.Locator(".mark").AllInnerTextsAsync());
        Assert.Equal(0, await reviewer.Page.Locator(".tips a:not([href^='/'])").CountAsync());
        Assert.Equal("ltr", await said.EvaluateAsync<string>("e => getComputedStyle(e).direction"));
    }

    private static async Task HasQueue(Colleague reviewer)
    {
        var table = reviewer.Page.Locator("table.leads tbody tr");
        for (var tries = 0; await table.CountAsync() < 20; tries++)
        {
            Assert.True(tries < 60, "The demonstration's queue stays empty.");
            await reviewer.Page.WaitForTimeoutAsync(500);
            await reviewer.Open("/triage");
        }
    }

    private static async Task HasReferrals(RunningService service, params string[] pages)
    {
        using var reviewer = await StaffBrowser.As("reviewer", service);
        var leads = pages.Select(page => page.Split('?')[0].Split('/')[^1]).ToArray();
        foreach (var lead in leads)
        {
            using var decided = await reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "safeguarding", reason = "person-in-danger" });
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        }

        using var told = await reviewer.PostJson($"/api/v1/triage/leads/{leads[0]}/referral/hand-over", new { to = "child-protection", file = "KP-2026/0815" });
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
    }

    private static async Task Send(RunningService service, object tip) => Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(Bag, tip)).Status);

    /// <summary>Finds a lead as a reviewer does: by words in it.</summary>
    private static async Task<string> LeadWith(Colleague reviewer, string words)
    {
        var link = reviewer.Page.Locator("table.leads th a").First;
        for (var tries = 0; ; tries++)
        {
            await reviewer.Open($"/triage?object={Bag}&search={Uri.EscapeDataString(words)}");
            if (await link.CountAsync() > 0)
            {
                return new Uri(reviewer.Page.Url).GetLeftPart(UriPartial.Authority).Length is var start ? (await link.EvaluateAsync<string>("a => a.href"))[start..] : "";
            }

            Assert.True(tries < 40, $"No lead says {words}.");
            await reviewer.Page.WaitForTimeoutAsync(250);
        }
    }

    private static async Task<IEnumerable<string>> Faults(Colleague reviewer, string path, string name, Func<IPage, Task>? then = null)
    {
        var page = reviewer.Page;
        await reviewer.Open(path);
        await (then?.Invoke(page) ?? Task.CompletedTask);
        var (width, scheme) = (page.ViewportSize!.Width, await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches") ? "dark" : "light");
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"triage-{name}-{width}-{scheme}.png"), FullPage = true });
        }

        var wide = await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth");
        var axe = await page.RunAxe();
        return axe.Violations.Select(fault => $"{name} {width}: {fault.Id}: {string.Join("; ", fault.Nodes.Select(node => node.Html))}").Concat(wide ? [$"{name} is wider than {width}"] : []);
    }
}
