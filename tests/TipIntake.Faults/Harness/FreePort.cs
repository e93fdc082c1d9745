using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TipIntake.Faults.Harness;

/// <summary>Loopback ports below the range that outgoing connections take, so that a killed server finds its port free again.</summary>
internal static class FreePort
{
    // Most are bound long after they were handed out; three machines and their engine take some twenty, and two would meet in one run of fifty.
    private static readonly ConcurrentDictionary<int, bool> HandedOut = [];

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);

            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                if (HandedOut.TryAdd(port, true))
                {
                    return port;
                }
            }
            catch (SocketException)
            {
                // Taken; try another.
            }
        }
    }
}
