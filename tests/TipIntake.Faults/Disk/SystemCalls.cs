using System.Diagnostics;
using System.Globalization;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;

namespace TipIntake.Faults.Disk;

/// <summary>
/// Holds up system calls of running processes, or lets them fail, from outside (strace). A preloaded libfiu cannot do it: it has a
/// function of the same name as one of PostgreSQL's (hash_create), and the server crashes at its start.
/// </summary>
internal sealed class SystemCalls : IAsyncDisposable
{
    private readonly Process strace;
    private int attached;
    private int injected;

    private SystemCalls(Process strace)
    {
        this.strace = strace;
        strace.ErrorDataReceived += (_, line) => Understand(line.Data);
        strace.BeginErrorReadLine();
    }

    /// <summary>How many calls were held up or failed so far.</summary>
    public int Injected => Volatile.Read(ref injected);

    /// <summary>Each call waits so long before it begins.</summary>
    public static Task<SystemCalls> HoldUp(int[] processes, string call, TimeSpan by) =>
        Attach(processes, call, string.Create(CultureInfo.InvariantCulture, $"delay_enter={by.TotalMicroseconds:0}"));

    /// <summary>The first such call of each process fails, as it does with a disk that cannot write any more.</summary>
    public static Task<SystemCalls> Fail(int[] processes, string call, string error) => Attach(processes, call, $"error={error}:when=1");

    /// <summary>Lets go: from now on all calls are as they were.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!strace.HasExited)
        {
            Signals.Terminate(strace.Id);
        }

        await strace.WaitForExitAsync();
        strace.Dispose();
    }

    private static async Task<SystemCalls> Attach(int[] processes, string call, string injection)
    {
        string[] whom = [.. processes.SelectMany(process => new[] { "-p", process.ToString(CultureInfo.InvariantCulture) })];

        var start = new ProcessStartInfo(DebianPrograms.Find("strace", "strace"), ["-f", "-e", $"trace={call}", "-e", "signal=none", "-e", $"inject={call}:{injection}", .. whom])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var calls = new SystemCalls(Process.Start(start)!);
        // A process may have ended in between, so all but the last are enough.
        await Until.True(() => Volatile.Read(ref calls.attached) >= processes.Length - 1, TimeSpan.FromSeconds(20), "strace holds PostgreSQL");
        return calls;
    }

    private void Understand(string? line)
    {
        if (line?.Contains(" attached", StringComparison.Ordinal) == true)
        {
            Interlocked.Increment(ref attached);
        }
        else if (line?.Contains("(INJECTED)", StringComparison.Ordinal) == true || line?.Contains("(DELAYED)", StringComparison.Ordinal) == true)
        {
            Interlocked.Increment(ref injected);
        }
    }
}
