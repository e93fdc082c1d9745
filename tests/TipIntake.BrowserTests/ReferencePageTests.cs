using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests;

public sealed class ReferencePageTests(TipIntakeApp app, RealBrowser browser)
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1_280, ColorScheme.Dark)]
    public async Task The_api_is_shown_without_a_request_to_any_other_site(int width, ColorScheme scheme)
    {
        var page = await browser.Visitor(width, scheme);
        var (elsewhere, complaints) = (new List<string>(), new List<string>());
        var here = app.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);
        page.Request += (_, request) => elsewhere.AddRange(request.Url.StartsWith(here, StringComparison.Ordinal) || request.Url.StartsWith("data:", StringComparison.Ordinal) || request.Url.StartsWith("blob:", StringComparison.Ordinal) ? [] : [request.Url]);
        page.Console += (_, message) => complaints.AddRange(message.Type == "error" ? [message.Text] : []);

        await page.GotoAsync($"{here}/reference");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "TipIntake, public API" }).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 120_000 });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.EndsWith("/reference/", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Empty(elsewhere);
        Assert.Empty(complaints);
        Assert.Empty(await page.Context.CookiesAsync());

        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"reference-{width}-{scheme}.png") });
        }
    }
}
