using System.Diagnostics;
using Microsoft.Playwright;
using TipIntake.BrowserTests.Harness;

[assembly: AssemblyFixture(typeof(RealBrowser))]
[assembly: VisitorsGoHome]

namespace TipIntake.BrowserTests.Harness;

/// <summary>Chromium, without its window where there is a build of that kind: its own pages take a third of the time. Found on the PATH or in CHROMIUM; installed where that needs no question.</summary>
public sealed class RealBrowser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = await FindOrInstall(), Args = Arguments });
    }

    /// <summary>A fresh visitor: no history, no cookies. Goes home with the end of the test.</summary>
    public async Task<IPage> Visitor(int width = 1_280, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, JavaScriptEnabled = scripts });
        VisitorsGoHomeAttribute.Came(context);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<string> FindOrInstall()
    {
        if (Find() is { } found)
        {
            return found;
        }

        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            await Run("apt-get", "update");
            await Run("apt-get", "install", "--yes", "--no-install-recommends", "chromium-headless-shell");
        }

        return Find() ?? throw new InvalidOperationException("The browser tests need Chromium: install the package chromium-headless-shell (or chromium), or name its program in the environment variable CHROMIUM.");
    }

    private static string? Find() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM") }
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome.exe" }.Select(name => Path.Combine(folder, name))))
            .Append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
            .FirstOrDefault(File.Exists);

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" }, RedirectStandardOutput = true, UseShellExecute = false })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }
}
