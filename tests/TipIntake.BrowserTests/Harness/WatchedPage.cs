using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TipIntake.BrowserTests.Harness;

/// <summary>A page whose requests, complaints and dialogs are noted from the first moment on.</summary>
internal sealed class WatchedPage
{
    private readonly List<string> elsewhere = [];
    private readonly List<string> complaints = [];
    private readonly bool scripts;

    private WatchedPage(IPage page, string here, bool scripts)
    {
        (Page, Here, this.scripts) = (page, here, scripts);
        page.SetDefaultTimeout(PageAddress.Patience);
        page.Request += (_, request) => elsewhere.AddRange(request.Url.StartsWith(here, StringComparison.Ordinal) ? [] : [request.Url]);
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" && !IsOwnStatus(message.Text) ? [message.Text] : []);
        page.PageError += (_, fault) => complaints.Add(fault);
        page.Dialog += (_, dialog) =>
        {
            complaints.Add($"a dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    public string Here { get; }

    public static WatchedPage On(IPage page, Uri service, bool scripts = true) => new(page, service.GetLeftPart(UriPartial.Authority), scripts);

    public Task Open(string path) => Page.GotoAsync(Here + path);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>Waits for these words; tells what the page says instead.</summary>
    public async Task Says(string words)
    {
        try
        {
            await Page.GetByText(words).WaitForAsync();
        }
        catch (TimeoutException)
        {
            Assert.Fail($"\"{words}\" is not at {Page.Url}, but: {await Page.InnerTextAsync("main")}");
        }
    }

    /// <summary>Nobody else was asked, nothing complained, nothing was stored, nothing is cut off, and axe finds no fault.</summary>
    public async Task IsSound(string name)
    {
        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
        Assert.Empty(await Page.Context.CookiesAsync());
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{Page.ViewportSize!.Width}{(scripts ? "" : "-still")}.png"), FullPage = true });
        }

        if (scripts)
        {
            Assert.Equal(0, await Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
            var faults = await Page.RunAxe();
            Assert.Empty(faults.Violations.Select(fault => $"{name}: {fault.Id}: {string.Join("; ", fault.Nodes.Select(node => node.Html))}"));
        }
    }

    // The browser notes every answer of 400 and more as an error of its own.
    private static bool IsOwnStatus(string text) => text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal);
}
