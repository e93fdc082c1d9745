using System.Net;
using TipIntake.Faults.Cluster.Machines;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Cluster;

/// <summary>Each node counts for itself, so a network has to come to one and the same node for a limit to be one limit.</summary>
public sealed class SharedLimitTests(DirectDeployment deployment) : IClassFixture<DirectDeployment>
{
    private const int Limit = 20;
    private static readonly int[] Networks = [.. Enumerable.Range(1, 60)];

    [Fact]
    public async Task A_network_has_one_node_and_one_limit_and_moves_only_when_its_node_leaves()
    {
        await using var folder = new ClusterFolder();
        await using var nodes = await PublicNodes.Start(folder, 3, Limited);

        var before = await NodesOf(nodes, host: 1);
        var neighbours = await NodesOf(nodes, host: 200);
        var allowed = await Allowed(nodes, new IPAddress([127, 1, 7, 1]), Limit * 4);
        await nodes.Nodes[1].Kill();
        await nodes.IsDown(1, TimeSpan.FromSeconds(10));
        var after = await NodesOf(nodes, host: 1);

        var shares = Enumerable.Range(1, 3).Select(node => before.Values.Count(one => one == node)).ToArray();
        var moved = Networks.Count(network => before[network] != 2 && before[network] != after[network]);
        var alike = Networks.All(network => before[network] == neighbours[network]);
        FaultReport.Add(
            "G2",
            "three nodes behind HAProxy, limits in each node's memory",
            "one network, one node, one limit; only the networks of a lost node move",
            $"{Networks.Length} networks on three nodes as {string.Join(" : ", shares)}; of {Limit * 4} requests of one address {allowed} allowed at a limit of {Limit}; node 2 lost: {moved} networks of others moved",
            alike && allowed == Limit && moved == 0);
        Assert.True(alike, "Two addresses of one /24 came to different nodes.");
        Assert.Equal(Limit, allowed);
        Assert.All(shares, share => Assert.InRange(share, Networks.Length / 6, Networks.Length / 2));
        Assert.Equal(0, moved);
        Assert.DoesNotContain(2, after.Values);
    }

    private IReadOnlyDictionary<string, string?> Limited(Uri door) => new Dictionary<string, string?>(deployment.PublicSettings(door), StringComparer.Ordinal)
    {
        ["IpRateLimiting:IpWhitelist:0"] = "192.0.2.1",
        ["IpRateLimiting:GeneralRules:20:Endpoint"] = "get:/api/v1/objects",
        ["IpRateLimiting:GeneralRules:20:Period"] = "10m",
        ["IpRateLimiting:GeneralRules:20:Limit"] = $"{Limit}",
    };

    private static async Task<Dictionary<int, int>> NodesOf(PublicNodes nodes, byte host)
    {
        var found = new Dictionary<int, int>();
        foreach (var network in Networks)
        {
            var before = await nodes.Requests();
            await Allowed(nodes, new IPAddress([127, 0, (byte)network, host]), requests: 1);
            var now = await nodes.Requests();
            found[network] = 1 + Enumerable.Range(0, 3).Single(node => now[node] == before[node] + 1);
        }

        return found;
    }

    /// <summary>How many of so many requests from one address were not refused by a limit.</summary>
    private static async Task<int> Allowed(PublicNodes nodes, IPAddress address, int requests)
    {
        using var http = new HttpClient(TipSender.Handler(address)) { BaseAddress = nodes.Door };
        var allowed = 0;
        for (var i = 0; i < requests; i++)
        {
            using var response = await http.GetAsync(new Uri("/api/v1/objects", UriKind.Relative));
            Assert.Contains(response.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.TooManyRequests });
            allowed += response.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        return allowed;
    }
}
