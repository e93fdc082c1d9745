using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>A member of staff at their own browser, with a device that holds passkeys.</summary>
internal sealed class Colleague
{
    private const int MostTabs = 150;

    private Colleague(IPage page, Uri door)
    {
        Page = page;
        // Passkeys are bound to a name, never to an address.
        Door = $"http://localhost:{door.Port}";
        page.SetDefaultTimeout(PageAddress.Patience);
    }

    public IPage Page { get; }

    public string Door { get; }

    private bool HasScripts { get; init; } = true;

    public static async Task<Colleague> At(RealBrowser browser, Uri door, int width = 1_280, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        var page = await browser.Visitor(width, scheme, scripts);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
        return new Colleague(page, door) { HasScripts = scripts };
    }

    public Task Open(string path) => Page.GotoAsync(Door + path);

    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    public Task Follow(string link) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link, Exact = true }).ClickAsync();

    public async Task IsAt(string path)
    {
        await Page.IsAt(Door + path);
        await Page.Locator("main").WaitForAsync();
    }

    /// <summary>Opens the link of an invitation and brings a passkey.</summary>
    public async Task Enrol(string code, string label = "my key")
    {
        await Open($"/enrol#{code}");
        await Page.FillAsync("#label", label);
        await Press("Make a passkey");
        await IsAt("/account");
    }

    public async Task SignIn()
    {
        await Open("/sign-in");
        await Press("Sign in with a passkey");
        await IsAt("/");
    }

    /// <summary>Comes in through a button that exists in Development only.</summary>
    public async Task ComeInAs(string who, string path = "/")
    {
        await Open($"/sign-in?return={Uri.EscapeDataString(path)}");
        await Page.ClickAsync($"button[value={who}]");
        await IsAt(path);
    }

    /// <summary>Goes there with the Tab key, as somebody without a mouse does, and no further.</summary>
    public async Task TabTo(ILocator there)
    {
        for (var tries = 0; !await there.EvaluateAsync<bool>("e => e === document.activeElement"); tries++)
        {
            Assert.True(tries < MostTabs, $"The Tab key does not lead to {there}.");
            await Page.Keyboard.PressAsync("Tab");
        }
    }

    /// <summary>Presses a button without a mouse.</summary>
    public async Task PressByKey(string button)
    {
        await TabTo(Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).First);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Types into the field that this label names.</summary>
    public async Task TypeInto(ILocator field, string text)
    {
        await TabTo(field);
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Nothing is cut off, and axe finds no fault where it can run.</summary>
    public async Task IsSound(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{Page.ViewportSize!.Width}.png"), FullPage = true });
        }

        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
        // Axe is a script itself: where none run it waits for ever.
        if (!HasScripts)
        {
            return;
        }

        Assert.Empty((await Page.RunAxe()).Violations.Select(fault => $"{name}: {fault.Id}: {string.Join("; ", fault.Nodes.Select(node => node.Html))}"));
    }

    public Task<string> Text() => Page.InnerTextAsync("main");

    public async Task<string> Cookies() =>
        string.Join("; ", (await Page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));

    /// <summary>Asks the API as this person's browser would.</summary>
    public async Task<int> Get(string path) => (await Page.Context.APIRequest.GetAsync(Door + path)).Status;
}
