using System.Globalization;
using System.Net.Sockets;
using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>HAProxy with a file of infra/cluster, which it fills from its environment by itself.</summary>
internal static class HaproxyProcess
{
    public static async Task Start(ClusterFolder folder, string file, int port, IReadOnlyDictionary<string, string> environment)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        folder.Start(name, [ClusterPrograms.Haproxy, "-db", "-f", Path.Combine(ClusterFolder.Templates, file)], environment);
        await Until.True(() => Listens(port), TimeSpan.FromSeconds(20), $"{name} listens on {port.ToString(CultureInfo.InvariantCulture)}\n{folder.LastWords(name)}");
    }

    private static async Task<bool> Listens(int port)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
