using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TipIntake.BrowserTests.Harness;

/// <summary>Waits until a browser is where a click or a key has sent it.</summary>
internal static class PageAddress
{
    /// <summary>How long anything in a browser may take, in milliseconds; generous, because many browsers share a machine.</summary>
    public const int Patience = 45_000;

    /// <param name="pattern">A whole address; <c>**</c> stands for anything, <c>*</c> for anything within a segment.</param>
    public static async Task IsAt(this IPage page, string pattern)
    {
        var address = new Regex($"^{Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$");
        // Looked at again and again: waiting for the event that a page is loaded misses one that came between two pages.
        await Assertions.Expect(page).ToHaveURLAsync(address, new PageAssertionsToHaveURLOptions { Timeout = Patience });
        await page.WaitForLoadStateAsync();
    }
}
