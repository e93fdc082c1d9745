using System.Diagnostics;

namespace TipIntake.Faults.Harness;

/// <summary>Waits for something to become true by asking for it, and says what did not.</summary>
internal static class Until
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static Task<TimeSpan> True(Func<bool> question, TimeSpan limit, string what) => True(() => Task.FromResult(question()), limit, what);

    /// <summary>How long it took.</summary>
    public static async Task<TimeSpan> True(Func<Task<bool>> question, TimeSpan limit, string what)
    {
        var waited = Stopwatch.StartNew();

        while (!await question())
        {
            if (waited.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(Pause);
        }

        return waited.Elapsed;
    }
}
