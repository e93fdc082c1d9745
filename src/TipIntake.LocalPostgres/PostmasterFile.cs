using System.Diagnostics;
using System.Globalization;

namespace TipIntake.LocalPostgres;

/// <summary>What PostgreSQL writes about itself into postmaster.pid while it runs, and whether to believe it.</summary>
internal sealed record PostmasterFile(string Path, string Text, int Pid, string DataDirectory, int Port, string SocketDirectory)
{
    public static string PathIn(string cluster) => System.IO.Path.Combine(cluster, "postmaster.pid");

    public static PostmasterFile? Read(string cluster)
    {
        var path = PathIn(cluster);
        if (TryRead(path) is not { } text)
        {
            return null;
        }

        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        string Line(int i) => i < lines.Length ? lines[i] : "";
        int Number(int i) => int.TryParse(Line(i), NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return new PostmasterFile(path, text, Math.Abs(Number(0)), Line(1), Number(3), Line(4));
    }

    /// <summary>True when the process with this number is the server of this cluster, not a later one that got its number.</summary>
    public bool IsOfLiveServer() => ProcessNow() is { } name && IsPostgres(name) && !IsOfAnotherCluster();

    /// <summary>True when something else has that number, even a dead server's unreaped remains; PostgreSQL would then refuse to start.</summary>
    public bool IsNumberTaken() => (OperatingSystem.IsLinux() ? Directory.Exists($"/proc/{Pid}") : ProcessNow() is not null) && !IsOfLiveServer();

    // The server works inside its cluster, so on Linux its own view of postmaster.pid is proof.
    // Where it cannot be read, a process called postgres counts as ours: waiting is safer than two servers on one folder.
    private bool IsOfAnotherCluster() =>
        OperatingSystem.IsLinux()
        && Directory.Exists($"/proc/{Pid}/cwd/")
        && TryRead($"/proc/{Pid}/cwd/postmaster.pid") is var seen
        && seen?.Split('\n').Take(3).SequenceEqual(Text.Split('\n').Take(3), StringComparer.Ordinal) != true;

    private string? ProcessNow()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            return process.HasExited || IsUnreaped() ? null : process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // In a container whose first process reaps nobody, the dead keep their number for ever.
    private bool IsUnreaped() =>
        OperatingSystem.IsLinux() && TryRead($"/proc/{Pid}/stat") is { } stat && stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is ['Z' or 'X', ..];

    private static bool IsPostgres(string name) =>
        name.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) || name.StartsWith("postmaster", StringComparison.OrdinalIgnoreCase);

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
