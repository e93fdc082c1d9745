using TipIntake.Faults.Programs;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>The programs of a cluster, each with the Debian package that brings it, and the account that runs them.</summary>
internal static class ClusterPrograms
{
    // PostgreSQL refuses root.
    private static readonly string[] OtherAccount = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    public static string Etcd => DebianPrograms.Find("etcd", "etcd-server");

    public static string Patroni => DebianPrograms.Find("patroni", "patroni");

    public static string Haproxy => DebianPrograms.Find("haproxy", "haproxy");

    public static string Psql => DebianPrograms.Find("psql", "postgresql-client");

    /// <summary>The folder of PostgreSQL's own programs.</summary>
    public static string PostgresFolder => Path.GetDirectoryName(new FileInfo(DebianPrograms.Find("initdb", "postgresql")).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? DebianPrograms.Find("initdb", "postgresql"))!;

    public static string[] AsPostgres(params string[] line) => [.. OtherAccount, .. line];

    public static void Own(string path)
    {
        if (Environment.IsPrivilegedProcess)
        {
            DebianPrograms.Run(["chown", "-R", "postgres:", path]);
        }
    }

    /// <summary>A template of infra/cluster, filled as an operator fills it.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values) =>
        DebianPrograms.Run(["bash", Path.Combine(ClusterFolder.Templates, "fill.sh"), Path.Combine(ClusterFolder.Templates, template)], values);
}
