using System.Diagnostics;

namespace TipIntake.IntegrationTests.LocalPostgres;

internal static class Eventually
{
    /// <summary>Waits until something holds; a test that waits a minute has failed.</summary>
    public static Task Is(Func<bool> holds, Func<string>? why = null) => Is(() => Task.FromResult(holds()), why);

    public static async Task Is(Func<Task<bool>> holds, Func<string>? why = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), $"It did not come true within a minute. {why?.Invoke()}");
            await Task.Delay(20);
        }
    }
}
