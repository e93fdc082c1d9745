using System.Globalization;
using System.Net.Sockets;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>What HAProxy says about the nodes over its own socket.</summary>
internal static class HaproxyStatistics
{
    /// <summary>The nodes of the backend <c>ready</c>, in order: whether each is up, and how many requests it got.</summary>
    public static async Task<(bool Up, long Requests)[]> Read(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("show stat\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var names = lines[0].TrimStart('#', ' ').Split(',');
        var (status, requests) = (Array.IndexOf(names, "status"), Array.IndexOf(names, "req_tot"));
        var sessions = Array.IndexOf(names, "stot");
        return
        [
            .. lines.Select(line => line.Split(','))
                .Where(fields => fields[0] == "ready" && fields[1].StartsWith("node", StringComparison.Ordinal))
                .Select(fields => (fields[status].StartsWith("UP", StringComparison.Ordinal), long.Parse(fields[requests] is { Length: > 0 } known ? known : fields[sessions], CultureInfo.InvariantCulture))),
        ];
    }
}
