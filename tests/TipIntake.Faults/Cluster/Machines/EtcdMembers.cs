using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>Three members of etcd, from infra/cluster/etcd.env.</summary>
internal sealed class EtcdMembers(ClusterFolder folder)
{
    private readonly (string Name, int Client, int Peer)[] members = [.. Enumerable.Range(1, 3).Select(number => ($"etcd{number}", FreePort.Next(), FreePort.Next()))];

    /// <summary>As Patroni wants them named.</summary>
    public string Hosts => string.Join(',', members.Select(member => $"127.0.0.1:{member.Client}"));

    public async Task Start()
    {
        foreach (var (name, client, peer) in members)
        {
            var filled = ClusterPrograms.Fill("etcd.env", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["CLUSTER"] = "tipintake",
                ["ETCD_MEMBER"] = name,
                ["ETCD_FOLDER"] = folder.For(name),
                ["ETCD_CLIENT_URL"] = $"http://127.0.0.1:{client}",
                ["ETCD_PEER_URL"] = $"http://127.0.0.1:{peer}",
                ["ETCD_MEMBERS"] = string.Join(',', members.Select(member => $"{member.Name}=http://127.0.0.1:{member.Peer}")),
            });
            folder.Start(name, ClusterPrograms.AsPostgres(ClusterPrograms.Etcd), Variables(filled));
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        foreach (var (name, client, _) in members)
        {
            await Until.True(() => http.Answers(new Uri($"http://127.0.0.1:{client}/health")), TimeSpan.FromSeconds(30), $"{name} is healthy\n{folder.LastWords(name)}");
        }
    }

    private static Dictionary<string, string> Variables(string file) => file.Split('\n')
        .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
