using System.Diagnostics;
using System.Globalization;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;

namespace TipIntake.Faults.Upgrade;

/// <summary>HAProxy in front of two nodes: it asks each for its readiness five times a second and sends nobody to one that is not ready. It repeats nothing that was sent.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tipintake-balancer");
    private readonly Uri statistics = new($"http://127.0.0.1:{FreePort.Next()}/;csv");
    private readonly HttpClient http = new();
    private readonly Process process;

    private Balancer(Uri[] nodes)
    {
        var program = DebianPrograms.Find("haproxy", "haproxy");
        var file = Path.Combine(folder.FullName, "haproxy.cfg");
        File.WriteAllText(file, Configuration(nodes));
        process = Process.Start(new ProcessStartInfo(program, ["-db", "-q", "-f", file]) { UseShellExecute = false })!;
    }

    public Uri Front { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public static async Task<Balancer> Before(params Uri[] nodes)
    {
        var balancer = new Balancer(nodes);
        foreach (var node in nodes)
        {
            await balancer.Sees(node, isUp: true);
        }

        return balancer;
    }

    /// <summary>Waits until it has noticed.</summary>
    public Task<TimeSpan> Sees(Uri node, bool isUp) => Until.True(async () => (await States()).Contains($"{Name(node)} {(isUp ? "UP" : "DOWN")}", StringComparer.Ordinal), TimeSpan.FromSeconds(30), $"the balancer sees {node} {(isUp ? "up" : "down")}");

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
        folder.Delete(recursive: true);
    }

    public async Task<string[]> States()
    {
        try
        {
            // The second column is the server's name, the eighteenth its state.
            var lines = (await http.GetStringAsync(statistics)).Split('\n').Select(line => line.Split(','));
            return [.. lines.Where(line => line.Length > 17 && line[0] == "nodes").Select(line => $"{line[1]} {line[17].Split(' ')[0]}")];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    private static string Name(Uri node) => string.Create(CultureInfo.InvariantCulture, $"node{node.Port}");

    private string Configuration(Uri[] nodes) => $"""
        defaults
            mode http
            timeout connect 3s
            timeout client 35s
            timeout server 35s
            timeout check 5s
        frontend statistics
            bind {statistics.Authority}
            stats enable
            stats uri /
        frontend front
            bind {Front.Authority}
            default_backend nodes
        backend nodes
            option httpchk GET /health/ready
            default-server check inter 200ms fall 1 rise 2
            {string.Join("\n    ", nodes.Select(node => $"server {Name(node)} {node.Authority}"))}

        """;
}
