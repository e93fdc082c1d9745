using System.Net;
using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>Three places for public nodes behind HAProxy, with infra/cluster/haproxy.cfg; as many of them taken as a run asks for.</summary>
internal sealed class PublicNodes : IAsyncDisposable
{
    private readonly Func<Uri, IReadOnlyDictionary<string, string?>> settings;
    private readonly Uri[] addresses = [.. Enumerable.Range(0, 3).Select(_ => new Uri($"http://127.0.0.1:{FreePort.Next()}"))];
    private readonly ServiceProcess[] nodes;
    private readonly string statistics;

    private PublicNodes(ClusterFolder folder, int count, Func<Uri, IReadOnlyDictionary<string, string?>> settings)
    {
        this.settings = settings;
        statistics = Path.Combine(folder.For("haproxy"), "admin.sock");
        nodes = [.. addresses.Take(count).Select(address => ServiceProcess.Start(address, settings(address)))];
    }

    /// <summary>What visitors type.</summary>
    public Uri Door { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public IReadOnlyList<Uri> Addresses => [.. addresses.Take(nodes.Length)];

    public IReadOnlyList<ServiceProcess> Nodes => nodes;

    /// <param name="settings">Those of the node with this address.</param>
    public static async Task<PublicNodes> Start(ClusterFolder folder, int count, Func<Uri, IReadOnlyDictionary<string, string?>> settings)
    {
        var started = new PublicNodes(folder, count, settings);
        var environment = started.addresses.Select((address, i) => KeyValuePair.Create($"NODE{i + 1}", address.Authority)).Append(KeyValuePair.Create("DOOR", started.Door.Authority)).Append(KeyValuePair.Create("STATS", started.statistics));
        await HaproxyProcess.Start(folder, "haproxy.cfg", started.Door.Port, environment.ToDictionary(StringComparer.Ordinal));
        await Task.WhenAll(started.nodes.Select(node => node.Ready(Deployment.LongestRecovery)));
        for (var i = 0; i < count; i++)
        {
            await started.IsUp(i, TimeSpan.FromSeconds(10));
        }

        return started;
    }

    public Task IsUp(int which, TimeSpan within) => Until.True(async () => (await HaproxyStatistics.Read(statistics))[which].Up, within, "HAProxy sends visitors to the node");

    public Task IsDown(int which, TimeSpan within) => Until.True(async () => !(await HaproxyStatistics.Read(statistics))[which].Up, within, "HAProxy sends nobody to the node");

    /// <summary>How many requests each node got from HAProxy.</summary>
    public async Task<long[]> Requests() => [.. (await HaproxyStatistics.Read(statistics)).Select(node => node.Requests)];

    /// <summary>A new version comes in just so: SIGTERM, gone, started again, ready. How long the stop took, and its exit code.</summary>
    public async Task<(TimeSpan Took, int Exit)> Restart(int which, TimeSpan longestStop)
    {
        var stop = TimeProvider.System.GetTimestamp();
        nodes[which].Terminate();
        var exit = await nodes[which].Exit(longestStop);
        var took = TimeProvider.System.GetElapsedTime(stop);
        await nodes[which].DisposeAsync();
        nodes[which] = ServiceProcess.Start(addresses[which], settings(addresses[which]));
        await nodes[which].Ready(Deployment.LongestRecovery);
        return (took, exit);
    }

    /// <summary>A sender at an address of this machine, so that HAProxy sees a network of its own.</summary>
    public TipSender SenderFrom(IPAddress address, Ledger ledger) => new(Door, Deployment.Reference, ledger, address);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }
}
