using System.Diagnostics;

namespace TipIntake.Faults.Programs;

/// <summary>
/// The programs that these runs use from outside, and the Debian packages that bring them. As root on Debian what is missing is installed, all of it at
/// once and without starting any of it; elsewhere a run says what it needs.
/// </summary>
internal static class DebianPrograms
{
    private const string Policy = "/usr/sbin/policy-rc.d";

    private static readonly string[] Places =
        [.. Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [], "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/lib/postgresql/15/bin", "/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime"];

    private static readonly (string File, string Package)[] All =
    [
        ("strace", "strace"), ("libfaketimeMT.so.1", "faketime"), ("slowhttptest", "slowhttptest"), ("mount", "mount"), ("haproxy", "haproxy"), ("etcd", "etcd-server"), ("patroni", "patroni"),
        ("psql", "postgresql-client"),
    ];

    private static readonly Lazy<bool> Installed = new(Install);

    /// <summary>Where it is.</summary>
    public static string Find(string file, string package) =>
        Look(file) ?? (Installed.Value ? Look(file) : null) ?? throw new InvalidOperationException($"This run needs {file}: apt-get install {package}");

    /// <summary>Mounting disks and tracing processes of another account is root's; everybody else runs the other tests.</summary>
    public static void NeedRoot() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may mount disks and trace processes.");

    /// <summary>Runs a program to its end; its words, or a fault that quotes them.</summary>
    public static string Run(IReadOnlyList<string> line, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var words = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? words : throw new InvalidOperationException($"{Path.GetFileName(line[0])} ended with {process.ExitCode}: {complaints.Result}");
    }

    private static string? Look(string file) => Places.Select(place => Path.Combine(place, file)).FirstOrDefault(File.Exists);

    private static bool Install()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Look("apt-get") is not { } apt)
        {
            return false;
        }

        string[] missing = [.. All.Where(program => Look(program.File) is null).Select(program => program.Package), "python3-etcd"];
        var mayStart = File.Exists(Policy);

        if (!mayStart)
        {
            File.WriteAllText(Policy, "#!/bin/sh\nexit 101\n");
            File.SetUnixFileMode(Policy, (UnixFileMode)0b111_101_101);
        }

        try
        {
            Run([apt, "update"]);
            Run([apt, "install", "--yes", "--no-install-recommends", .. missing], new Dictionary<string, string>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" });
            return true;
        }
        finally
        {
            if (!mayStart)
            {
                File.Delete(Policy);
            }
        }
    }
}
