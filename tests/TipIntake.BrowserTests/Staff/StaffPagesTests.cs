using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests.Staff;

/// <summary>Every page of the staff door, as each role sees it.</summary>
public sealed class StaffPagesTests(TipIntakeApp app, RealBrowser browser)
{
    private static readonly (string Who, string[] Paths)[] Pages =
    [
        ("administrator", ["/", "/people", "/people/propose?kind=invite", "/account", "/account/passkey", "/account/token", "/sign-in/again", "/retention", "/retention/hold", "/retention/decide", "/status", "/nowhere"]),
        ("auditor", ["/", "/audit", "/audit?act=signed-in", "/audit/checkpoints", "/retention", "/status"]),
        ("reviewer", ["/", "/account", "/retention/hold?of=OBJ-2026-0007&tip=0190a1b2-0000-7000-8000-000000000000"]),
    ];

    [Theory]
    [InlineData(1_280, ColorScheme.Light)]
    [InlineData(1_280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(320, ColorScheme.Dark)]
    public async Task Every_staff_page_is_sound(int width, ColorScheme scheme)
    {
        await using var service = await app.Another("staffpages");
        var faults = new List<string>();

        foreach (var (who, paths) in Pages)
        {
            var colleague = await Colleague.At(browser, service.Staff.BaseAddress!, width, scheme);
            colleague.Page.Request += (_, request) => faults.AddRange(request.Url.StartsWith(colleague.Door, StringComparison.Ordinal) ? [] : [$"{who} asked {request.Url}"]);
            colleague.Page.PageError += (_, fault) => faults.Add(fault);
            await colleague.Open("/sign-in");
            faults.AddRange(await Faults(colleague, "sign-in", width, scheme));
            await colleague.ComeInAs(who);
            foreach (var path in paths)
            {
                await colleague.Open(path);
                faults.AddRange(await Faults(colleague, who + path, width, scheme));
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task With_the_keyboard_alone_an_administrator_proposes_somebody()
    {
        await using var service = await app.Another("keyboard");
        var colleague = await Colleague.At(browser, service.Staff.BaseAddress!);
        await colleague.ComeInAs("administrator", "/people");
        var keys = colleague.Page.Keyboard;

        await TabTo(colleague, "Invite somebody");
        await keys.PressAsync("Enter");
        await colleague.Page.IsAt("**/people/propose**");
        await TabTo(colleague, "name");
        await keys.TypeAsync("Kim Keyboard");
        await TabTo(colleague, "roles");
        await keys.PressAsync("Space");
        await TabTo(colleague, "everything");
        await keys.PressAsync("Space");
        await TabTo(colleague, "vettedBy");
        await keys.TypeAsync("the unit");
        await TabTo(colleague, "vettedUntil");
        await keys.TypeAsync($"0101{DateTime.UtcNow.Year + 1}");
        await keys.PressAsync("Enter");
        await colleague.IsAt("/people");

        Assert.Contains("Kim Keyboard", await colleague.Text(), StringComparison.Ordinal);
    }

    private static async Task TabTo(Colleague colleague, string target)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await colleague.Page.Keyboard.PressAsync("Tab");
            var focused = await colleague.Page.EvaluateAsync<string>("document.activeElement.name || document.activeElement.textContent.trim()");
            if (focused == target)
            {
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach {target}.");
    }

    private static async Task<IEnumerable<string>> Faults(Colleague colleague, string name, int width, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } folder)
        {
            await colleague.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"staff-{name.Replace('/', '_').Replace('?', '_')}-{width}-{scheme}.png"), FullPage = true });
        }

        var wide = await colleague.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth");
        var axe = await colleague.Page.RunAxe();
        return axe.Violations.Select(fault => $"{name}: {fault.Id}: {string.Join("; ", fault.Nodes.Select(node => node.Html))}").Concat(wide ? [$"{name} is wider than {width}"] : []);
    }
}
