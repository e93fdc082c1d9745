using System.Globalization;
using TipIntake.Faults.Programs;

namespace TipIntake.Faults.Clock;

/// <summary>
/// A wall clock for processes that are started with it (libfaketime): as the real one until it is told to jump, and then as far beside it. The
/// clock that only counts seconds stays as it is, as it does in reality.
/// </summary>
internal sealed class FakedClock : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"tipintake-clock-{Guid.NewGuid():N}");

    public FakedClock() => JumpTo(TimeSpan.Zero);

    /// <summary>What a process needs in its environment to live by this clock.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = DebianPrograms.Find("libfaketimeMT.so.1", "faketime"),
        ["FAKETIME_TIMESTAMP_FILE"] = file,
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["FAKETIME_DONT_RESET"] = "1",
        // Otherwise waits that the runtime measures by the other clock end at once, again and again.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };

    /// <summary>For every process at once, within a second.</summary>
    /// <param name="offset">From the real clock; whole seconds.</param>
    public void JumpTo(TimeSpan offset)
    {
        // In one step: a reader must never find half a number.
        File.WriteAllText($"{file}.draft", offset.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL runs under another account and looks at it, too.
            File.SetUnixFileMode($"{file}.draft", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        File.Move($"{file}.draft", file, overwrite: true);
    }

    public void Dispose() => File.Delete(file);
}
