using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace TipIntake.Faults.Harness;

/// <summary>One connection through the proxy: understands what the client says, passes on what the server answers.</summary>
internal sealed class ProxiedConnection(Socket client, FaultProxy proxy)
{
    private static readonly byte[] Committed = [(byte)'C', 0, 0, 0, 11, .. "COMMIT\0"u8, (byte)'Z', 0, 0, 0, 5, (byte)'I'];

    private readonly Socket server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private CommitFault? atAnswer;
    private bool hasTips;

    public async Task Run(int target)
    {
        try
        {
            client.NoDelay = true;
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target));
            var answers = PassAnswers();
            await PassRequests();
            await answers;
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; so is the other.
        }
        finally
        {
            Cut();
        }
    }

    /// <summary>Breaks the client's side hard and ends the server's in order, so that what is on its way to the server arrives.</summary>
    public void Cut()
    {
        // With a waiting time of nothing, closing sends a reset.
        client.Close(timeout: 0);
        server.Dispose();
    }

    private async Task PassRequests()
    {
        var reader = PipeReader.Create(new NetworkStream(client));
        var first = true;

        while (true)
        {
            var read = await reader.ReadAsync();
            var buffer = read.Buffer;

            while (ClientMessage.TryTake(ref buffer, first, out var message))
            {
                first = false;
                await Pass(message);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);

            if (read.IsCompleted)
            {
                server.Shutdown(SocketShutdown.Send);
                return;
            }
        }
    }

    private async Task Pass(ClientMessage message)
    {
        hasTips = !message.StartsTransaction && (hasTips || message.CopiesTips);

        if (!message.IsCommit || !hasTips || proxy.TakeFault() is not { } fault)
        {
            await SendToServer(message.Bytes);
            return;
        }

        hasTips = false;
        await Break(fault, message);
    }

    private async Task Break(CommitFault fault, ClientMessage commit)
    {
        switch (fault)
        {
            case CommitFault.LoseAnswer or CommitFault.LoseNetwork or CommitFault.HalfClose or CommitFault.Silence:
                atAnswer = fault;
                await SendToServer(commit.Bytes);
                break;

            case CommitFault.CutAtOnce:
                await SendToServer(commit.Bytes);
                Cut();
                break;

            case CommitFault.NeverArrives:
                Cut();
                break;

            case CommitFault.Lie:
                atAnswer = CommitFault.Silence;
                server.Dispose();
                await client.SendAsync(Committed);
                break;
        }
    }

    private async Task PassAnswers()
    {
        var buffer = new byte[16_384];

        while (await server.ReceiveAsync(buffer) is > 0 and var count)
        {
            await proxy.Released;

            if (proxy.Delay > TimeSpan.Zero)
            {
                await Task.Delay(proxy.Delay);
            }

            switch (atAnswer)
            {
                case null:
                    await SendAll(client, buffer.AsMemory(0, count));
                    break;

                case CommitFault.LoseAnswer:
                    Cut();
                    return;

                case CommitFault.LoseNetwork:
                    proxy.Close();
                    return;

                case CommitFault.HalfClose:
                    client.Shutdown(SocketShutdown.Send);
                    return;
            }
        }

        Cut();
    }

    private async Task SendToServer(ReadOnlySequence<byte> bytes)
    {
        foreach (var part in bytes)
        {
            await SendAll(server, part);
        }
    }

    private static async Task SendAll(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }
}
