using System.Diagnostics;

namespace TipIntake.IntegrationTests.LocalPostgres;

internal static class Eventually
{
    /// <summary>Waits until something holds; a test that waits a minute has failed.</summary>
    public static async Task Is(Func<bool> holds, Func<string>? why = null)
    {
        var waited = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), $"It did not come true within a minute. {why?.Invoke()}");
            await Task.Delay(20);
        }
    }
}
