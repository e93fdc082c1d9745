using System.Net;
using System.Net.Sockets;

namespace TipIntake.Benchmarks.Load;

/// <summary>
/// One keep-alive connection with one request under way. It runs on the socket engine's own thread (see <see cref="LoadProcess"/>):
/// no task, no thread-pool hop and no allocation for a request.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    /// <summary>Stands for a status: the connection broke before an answer and was opened again.</summary>
    public const int Broke = 0;

    /// <summary>Stands for a status: the server is not there any more.</summary>
    public const int Gone = -1;

    private readonly byte[] request = new byte[4096];
    private readonly IPEndPoint server;
    private readonly IRequestSource source;
    private readonly Func<LoadConnection, int, bool> answered;
    private readonly SocketAsyncEventArgs receiving = new();
    private readonly AnswerReader reader = new();
    private Socket socket;

    /// <param name="answered">Gets the status and says whether it sent the next request at once.</param>
    public LoadConnection(IPEndPoint server, IRequestSource source, Func<LoadConnection, int, bool> answered)
    {
        this.server = server;
        this.source = source;
        this.answered = answered;
        receiving.Completed += (_, _) => Listen(received: true);
        socket = Connect();
    }

    /// <summary>The time from which this request's latency counts, in ticks of the stopwatch.</summary>
    public long Since { get; set; }

    public void Send()
    {
        var length = source.Next(request);
        try
        {
            socket.Send(request.AsSpan(0, length));
        }
        catch (SocketException)
        {
            Reconnect();
            socket.Send(request.AsSpan(0, length));
        }
    }

    public void Listen() => Listen(received: false);

    public void Dispose()
    {
        socket.Dispose();
        receiving.Dispose();
    }

    private void Listen(bool received)
    {
        while (true)
        {
            if (received && !Received())
            {
                return;
            }

            receiving.SetBuffer(reader.Free);
            if (socket.ReceiveAsync(receiving))
            {
                return;
            }

            received = true;
        }
    }

    private bool Received()
    {
        try
        {
            if (receiving.SocketError != SocketError.Success || receiving.BytesTransferred == 0)
            {
                Reconnect();
                return answered(this, Broke);
            }

            return !reader.Take(receiving.BytesTransferred) || Answered();
        }
        catch (SocketException)
        {
            return answered(this, Gone);
        }
    }

    private bool Answered()
    {
        if (reader.Closes)
        {
            Reconnect();
        }

        return answered(this, reader.Status);
    }

    private void Reconnect()
    {
        socket.Dispose();
        socket = Connect();
    }

    private Socket Connect()
    {
        var fresh = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        fresh.Connect(server);
        return fresh;
    }
}
