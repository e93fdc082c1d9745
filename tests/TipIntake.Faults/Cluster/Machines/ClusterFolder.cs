using System.Diagnostics;
using System.Globalization;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>
/// Where the programs of a run keep their files, and what has been started from there. A small shell waits for our end of a pipe to
/// close, ends what is left and takes the folder away: also when the run itself was killed.
/// </summary>
internal sealed class ClusterFolder : IAsyncDisposable
{
    private const string Guardian =
        """
        trap '' INT HUP TERM
        exec >/dev/null 2>&1
        read -r _
        ours() { cat "/proc/$2/cmdline" "/proc/$2/environ" | grep -qaF "$1"; }
        for pid in $(cat "$1"/pids; head -qn1 "$1"/*/data/postmaster.pid); do ours "$1" "$pid" && kill -9 "$pid"; done
        sleep 0.2
        rm -rf "$1"
        """;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("tipintake-cluster-");
    private readonly Lock guard = new();
    private readonly Process guardian;

    public ClusterFolder()
    {
        // PostgreSQL's own account has to come through.
        DebianPrograms.Run(["chmod", "711", root.FullName]);
        guardian = Process.Start(new ProcessStartInfo("setsid", ["--wait", "sh", "-c", Guardian, "guardian", root.FullName]) { RedirectStandardInput = true, UseShellExecute = false })!;
    }

    /// <summary>infra/cluster of this checkout: the files that an operator copies.</summary>
    public static string Templates { get; } = Path.Combine(Checkout(), "infra", "cluster");

    /// <summary>A folder of its own for one program, owned by the account that runs it.</summary>
    public string For(string program)
    {
        var folder = Path.Combine(root.FullName, program);
        if (!Directory.Exists(folder))
        {
            DebianPrograms.Run(["mkdir", "--mode=700", folder]);
            ClusterPrograms.Own(folder);
        }

        return folder;
    }

    /// <summary>Starts a program whose words go to a file beside its folder.</summary>
    public Process Start(string name, IEnumerable<string> line, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("sh", ["-c", "exec >>\"$0\" 2>&1 </dev/null; exec \"$@\"", LogOf(name), .. line]) { WorkingDirectory = "/" };
        start.Environment["TIPINTAKE_CLUSTER"] = root.FullName;

        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var process = Process.Start(start)!;
        lock (guard)
        {
            File.AppendAllLines(Path.Combine(root.FullName, "pids"), [process.Id.ToString(CultureInfo.InvariantCulture)]);
        }

        return process;
    }

    /// <summary>The last words of a program, for the person who reads a failed run.</summary>
    public string LastWords(string name) => File.Exists(LogOf(name)) ? string.Join('\n', File.ReadLines(LogOf(name)).TakeLast(40)) : "";

    public async ValueTask DisposeAsync()
    {
        guardian.StandardInput.Close();
        await guardian.WaitForExitAsync();
        guardian.Dispose();
        await Until.True(() => !root.Exists || !Directory.Exists(root.FullName), TimeSpan.FromSeconds(10), "the cluster's folder is gone");
    }

    private string LogOf(string name) => Path.Combine(root.FullName, $"{name}.log");

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TipIntake.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The run needs the checkout: infra/cluster is not above it.");
    }
}
