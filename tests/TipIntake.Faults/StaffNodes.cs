using TipIntake.Faults.Harness;

namespace TipIntake.Faults;

/// <summary>Two nodes with a staff door beside the public one: both place tips, one at a time.</summary>
internal sealed class StaffNodes : IAsyncDisposable
{
    private readonly Deployment deployment;
    private readonly Uri[] addresses = [new($"http://127.0.0.1:{FreePort.Next()}"), new($"http://127.0.0.1:{FreePort.Next()}")];
    private readonly ServiceProcess[] nodes;

    public StaffNodes(Deployment deployment)
    {
        this.deployment = deployment;
        nodes = [.. addresses.Select(Start)];
    }

    public Task Ready() => Task.WhenAll(nodes.Select(node => node.Ready(Deployment.LongestRecovery)));

    /// <summary>Any of them, and starts it again at once.</summary>
    public async Task KillOne()
    {
        var which = Random.Shared.Next(nodes.Length);
        await nodes[which].Kill();
        await nodes[which].DisposeAsync();
        nodes[which] = Start(addresses[which]);
        // A node that is killed before it works at all shows nothing.
        await nodes[which].Ready(Deployment.LongestRecovery);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    private ServiceProcess Start(Uri address) => ServiceProcess.Start(address, deployment.StaffSettings(address));
}
