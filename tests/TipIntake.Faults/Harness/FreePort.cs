using System.Net;
using System.Net.Sockets;

namespace TipIntake.Faults.Harness;

/// <summary>Loopback ports below the range that outgoing connections take, so that a killed server finds its port free again.</summary>
internal static class FreePort
{
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);

            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; try another.
            }
        }
    }
}
