using System.Diagnostics;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>The programs of a cluster, each with the Debian package that brings it, and the account that runs them.</summary>
internal static class ClusterPrograms
{
    private static readonly string[] Places = [.. Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [], "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/lib/postgresql/15/bin"];

    // PostgreSQL refuses root.
    private static readonly string[] OtherAccount = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    public static string Etcd => Find("etcd", "etcd-server");

    public static string Patroni => Find("patroni", "patroni");

    public static string Haproxy => Find("haproxy", "haproxy");

    public static string Psql => Find("psql", "postgresql-client");

    /// <summary>The folder of PostgreSQL's own programs.</summary>
    public static string PostgresFolder => Path.GetDirectoryName(new FileInfo(Find("initdb", "postgresql")).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Find("initdb", "postgresql"))!;

    public static string[] AsPostgres(params string[] line) => [.. OtherAccount, .. line];

    public static void Own(string path)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run(["chown", "-R", "postgres:", path]);
        }
    }

    /// <summary>A template of infra/cluster, filled as an operator fills it.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values) =>
        Run(["bash", Path.Combine(ClusterFolder.Templates, "fill.sh"), Path.Combine(ClusterFolder.Templates, template)], values);

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

    private static string Find(string program, string package) =>
        Places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"This run needs the program {program}: apt-get install {package}");
}
