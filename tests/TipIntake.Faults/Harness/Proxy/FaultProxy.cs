using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TipIntake.Faults.Harness;

/// <summary>Stands between the service and PostgreSQL on loopback and breaks what it is told to, when it is told to.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, Task> open = new();
    private readonly Lock guard = new();
    private readonly Task accepting;
    private readonly int target;
    private CommitFault[] kinds = [];
    private int left;
    private int done;
    private volatile TaskCompletionSource? held;
    private volatile bool refusing;

    public FaultProxy(int target)
    {
        this.target = target;
        listener.Start(backlog: 512);
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many commits were tampered with since the last order.</summary>
    public int FaultsDone => Volatile.Read(ref done);

    /// <summary>Waits before each answer of the server.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Answers of the server go on when this is over.</summary>
    public Task Released => held?.Task ?? Task.CompletedTask;

    /// <summary>The next commits with tips in them meet these faults in turn.</summary>
    public void FaultCommits(int count, params CommitFault[] inTurn)
    {
        lock (guard)
        {
            (kinds, left, done) = (inTurn, count, 0);
        }
    }

    public CommitFault? TakeFault()
    {
        lock (guard)
        {
            return left-- > 0 ? kinds[done++ % kinds.Length] : null;
        }
    }

    /// <summary>No answer of the server passes until <see cref="Release"/>.</summary>
    public void Hold() => held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        held?.TrySetResult();
        held = null;
    }

    /// <summary>The network is gone: every connection breaks and no new one comes about.</summary>
    public void Close()
    {
        refusing = true;

        foreach (var connection in open.Keys)
        {
            connection.Cut();
        }
    }

    public void Open() => refusing = false;

    public async ValueTask DisposeAsync()
    {
        Release();
        listener.Stop();
        Close();
        await accepting;
        await Task.WhenAll(open.Values);
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync();
                var connection = new ProxiedConnection(client, this);
                // Listed before the door is looked at, so that closing it misses nobody.
                open[connection] = Task.CompletedTask;
                open[connection] = Serve(connection);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    private async Task Serve(ProxiedConnection connection)
    {
        await Task.Yield();

        if (!refusing)
        {
            await connection.Run(target);
        }

        connection.Cut();

        open.TryRemove(connection, out _);
    }
}
