using System.Text.Json.Nodes;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests;

/// <summary>The form while an alarm is up, in a real browser.</summary>
public sealed class ProofOfWorkTests(TipIntakeApp app, RealBrowser browser)
{
    [Fact]
    public async Task The_device_works_in_a_worker_while_the_visitor_writes_and_the_tip_goes_first()
    {
        await using var service = await app.Another("browserproof", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var page = await browser.Visitor(360);
        var (complaints, workers) = (new List<string>(), new List<string>());
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [$"{message.Text} {message.Location}"] : []);
        page.Worker += (_, worker) => workers.Add(new Uri(worker.Url).AbsolutePath);

        await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("sent from a browser");
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal("first", (await app.Lanes(reference, "browserproof"))["sent from a browser"]);
        Assert.EndsWith("/proof-worker.js", Assert.Single(workers), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Work_that_was_done_before_the_visitor_presses_send_needs_no_second_press()
    {
        await using var service = await app.Another("browserdone", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var page = await browser.Visitor(360);

        await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("pressed once");
        await page.WaitForFunctionAsync("() => document.forms.tell.elements.proof.value.includes('.')");
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal("first", (await app.Lanes(reference, "browserdone"))["pressed once"]);
    }

    [Fact]
    public async Task A_progress_bar_is_seen_while_the_work_is_going_on()
    {
        await using var service = await app.Another("browserbar", [.. Floods.SmallLimits, ("TipLanes:Object:Limit", "1")]);
        var reference = await service.HasObject();
        await service.Flood(reference, tips: 20);
        var page = await browser.Visitor(360);

        await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
        Assert.True(await page.Locator("#check").IsHiddenAsync());
        await page.Locator("#text").FillAsync("sent at once");
        await page.Locator("#check").WaitForAsync();
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.Locator("#check").ScrollIntoViewIfNeededAsync();
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "proof-360.png") });
        }

        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal("first", (await app.Lanes(reference, "browserbar"))["sent at once"]);
    }

    [Fact]
    public async Task The_button_stays_under_the_finger_while_the_bar_comes_and_goes()
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor(360);
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");

        var before = await Top(page);
        await page.EvaluateAsync("() => { document.querySelector('[data-check]').hidden = false; }");

        Assert.True(await page.Locator("#check").IsVisibleAsync());
        Assert.Equal(before, await Top(page));
    }

    [Fact]
    public async Task Work_that_has_grown_old_is_done_again_in_a_second_worker()
    {
        await using var service = await app.Another("browseragain", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var page = await browser.Visitor(360);
        var (faults, workers) = (new List<string>(), 0);
        page.PageError += (_, fault) => faults.Add(fault);
        page.Worker += (_, _) => workers++;
        await page.RouteAsync("**/challenge", async route =>
        {
            // Old as soon as it is there: a minute before the end the page asks for another.
            var answer = await route.FetchAsync();
            var challenge = JsonNode.Parse(await answer.TextAsync())!;
            challenge["validSeconds"] = workers == 0 ? 60 : challenge["validSeconds"]!.DeepClone();
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = challenge.ToJsonString() });
        });

        await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
        var first = page.WaitForWorkerAsync();
        await page.Locator("#text").FillAsync("written for a long time");
        await first;
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal("first", (await app.Lanes(reference, "browseragain"))["written for a long time"]);
        Assert.Equal(2, workers);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_browser_that_starts_no_worker_waits_instead()
    {
        await using var service = await app.Another("browsernone", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var page = await browser.Visitor(360);
        await page.AddInitScriptAsync("window.Worker = class { constructor() { throw new Error('no workers here'); } };");

        await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("waited in the page");
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal("first", (await app.Lanes(reference, "browsernone"))["waited in the page"]);
    }

    [Fact]
    public async Task Who_tells_of_somebody_in_danger_does_not_wait_for_the_device()
    {
        await using var service = await app.Another("browserdanger", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var page = await browser.Visitor(360);
        await page.AddInitScriptAsync("window.Worker = class { postMessage() {} terminate() {} };");
        await page.RouteAsync("**/challenge", async route =>
        {
            // Longer than any test waits.
            var answer = await route.FetchAsync();
            var challenge = JsonNode.Parse(await answer.TextAsync())!;
            challenge["waitSeconds"] = 600;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = challenge.ToJsonString() });
        });

        await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("he is in danger");
        await page.Locator("#check").WaitForAsync();
        await page.Locator("[name=disclosure]").CheckAsync();
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.True((await app.Lanes(reference, "browserdanger")).ContainsKey("he is in danger"));
    }

    [Fact]
    public async Task Behind_an_address_that_is_used_up_the_device_works_and_the_second_press_brings_the_tip_in()
    {
        await using var service = await app.Another("browserentry", [.. Floods.SmallLimits, ShippedRules.Limit(ShippedRules.Tips, "1"), ("TipLanes:RefuseAfter", "1")]);
        var reference = await service.HasObject();
        var page = await browser.Visitor(360);

        foreach (var words in (string[])["sent by a neighbour", "sent by me"])
        {
            await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
            await page.Locator("#text").FillAsync(words);
            await Send(page).ClickAsync();
            await page.Locator("#receipt-code, form[data-challenge$='refused=true']").WaitForAsync();
        }

        Assert.Equal("sent by me", await page.Locator("#text").InputValueAsync());
        await page.Locator("#check").WaitForAsync();
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "entry-360.png"), FullPage = true });
        }

        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });

        Assert.Equal("deferred", (await app.Lanes(reference, "browserentry"))["sent by me"]);
    }

    [Fact]
    public async Task Without_an_alarm_no_worker_is_started()
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor(360);
        var workers = 0;
        page.Worker += (_, _) => workers++;

        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("sent in calm times");
        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal(0, workers);
    }

    [Fact]
    public async Task No_other_script_becomes_a_worker()
    {
        var reference = await app.HasOpenObject();
        var page = await browser.Visitor();
        await page.GotoAsync($"{app.Visitor.BaseAddress}en/objects/{reference}");

        var fault = await page.EvaluateAsync<string>("() => { try { new Worker('/assets/other.js'); return 'started'; } catch (fault) { return fault.name; } }");

        Assert.Equal("TypeError", fault);
    }

    [Fact]
    public async Task Without_scripts_the_visitor_is_asked_to_wait_and_nothing_is_lost()
    {
        await using var service = await app.Another("browserwait", Floods.SmallLimits);
        var reference = await service.HasObject();
        await service.Flood(reference);
        var page = await browser.Visitor(360, scripts: false);

        await page.GotoAsync($"{service.Visitor.BaseAddress}en/objects/{reference}");
        await page.Locator("#text").FillAsync("first line\nsecond line");
        await Send(page).ClickAsync();
        await page.GetByText("Please wait for 10 seconds, then press Send.").WaitForAsync();
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "wait-360.png") });
        }

        await Send(page).ClickAsync();
        await page.Locator("#receipt-code").WaitForAsync();

        Assert.Equal("deferred", (await app.Lanes(reference, "browserwait"))["first line\nsecond line"]);
    }

    private static async Task<float> Top(IPage page) => (await Send(page).BoundingBoxAsync())!.Y;

    private static ILocator Send(IPage page) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send", Exact = true });
}
