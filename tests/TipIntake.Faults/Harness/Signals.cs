using System.Globalization;
using System.Runtime.InteropServices;

namespace TipIntake.Faults.Harness;

/// <summary>Signals to processes of this run, always by number, never by name. Linux only.</summary>
internal static class Signals
{
    private const int Sigquit = 3;
    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    public static void Kill(int pid) => Send(pid, Sigkill);

    public static void Quit(int pid) => Send(pid, Sigquit);

    public static void Terminate(int pid) => Send(pid, Sigterm);

    public static void Stop(int pid) => Send(pid, Sigstop);

    public static void Continue(int pid) => Send(pid, Sigcont);

    public static int[] ChildrenOf(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && StateOf(pid) is { } state && state.Parent == parent)];

    /// <summary>False for a zombie too: it runs nothing any more.</summary>
    public static bool IsRunning(int pid) => StateOf(pid) is { State: not 'Z' };

    /// <summary>Of this process and of those of its children that have ended.</summary>
    public static TimeSpan ProcessorTimeOf(int pid)
    {
        const int ticksPerSecond = 100;

        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds(fields[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / ticksPerSecond);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return TimeSpan.Zero;
        }
    }

    private static (char State, int Parent)? StateOf(int pid)
    {
        try
        {
            // The program's name stands in brackets and may hold anything, so count from its end.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Send(int pid, int signal)
    {
        // 0 and negative numbers would reach whole groups of processes.
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        _ = kill(pid, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int kill(int pid, int signal);
}
