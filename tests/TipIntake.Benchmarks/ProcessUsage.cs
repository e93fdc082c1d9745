using System.Globalization;

namespace TipIntake.Benchmarks;

/// <summary>Processor time and memory of processes, read from /proc; zero where there is no /proc.</summary>
internal static class ProcessUsage
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    public static double CpuSeconds(int pid) =>
        Fields(pid) is { } fields ? (fields[11] + fields[12]) / TicksPerSecond : 0;

    /// <summary>A PostgreSQL postmaster, its live children, and those of its children that have ended.</summary>
    public static double FamilyCpuSeconds(int pid)
    {
        var all = Fields(pid) is { } fields ? fields[11] + fields[12] + fields[13] + fields[14] : 0;
        foreach (var child in ChildrenOf(pid))
        {
            all += Fields(child) is { } its ? its[11] + its[12] : 0;
        }

        return all / TicksPerSecond;
    }

    /// <summary>What those children of a process have used that have ended and were waited for.</summary>
    public static double EndedChildrenCpuSeconds(int pid) =>
        Fields(pid) is { } fields ? (fields[13] + fields[14]) / TicksPerSecond : 0;

    /// <summary>What all processors have done since the start of the machine, waiting left out.</summary>
    public static double MachineCpuSeconds()
    {
        if (!File.Exists("/proc/stat"))
        {
            return 0;
        }

        // cpu user nice system idle iowait irq softirq steal
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields[1..9].Where((_, n) => n is not (3 or 4)).Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public static double PeakMegabytes(int pid)
    {
        try
        {
            // A process that has just ended has no memory any more.
            return File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
                ? long.Parse(line.AsSpan(6, line.Length - 9), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024.0
                : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>In memory now.</summary>
    public static double Megabytes(int pid)
    {
        try
        {
            // The second number of statm: resident pages of 4 KiB.
            return long.Parse(File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1], CultureInfo.InvariantCulture) / 256.0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Open files, connections among them.</summary>
    public static int Handles(int pid) => Directory.Exists($"/proc/{pid}/fd") ? Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Count() : 0;

    /// <summary>Starts the peak anew, so that each measurement has its own.</summary>
    public static void ForgetPeak(int pid)
    {
        try
        {
            File.WriteAllText($"/proc/{pid}/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The peak since the start is then reported, which is never too small.
        }
    }

    private static IEnumerable<int> ChildrenOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/task/{pid}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>The fields of /proc/pid/stat that follow the name, which may itself hold spaces; [0] is the state, given as 0.</summary>
    private static long[]? Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')
                .Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var value) ? value : 0)
                .ToArray();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
