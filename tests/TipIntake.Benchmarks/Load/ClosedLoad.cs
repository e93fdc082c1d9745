using System.Net;

namespace TipIntake.Benchmarks.Load;

/// <summary>As many senders as connections; each sends again as soon as it has its answer. Finds the greatest throughput, hides queueing.</summary>
internal sealed class ClosedLoad(IPEndPoint server, IRequestSource source, int connections, Tally tally) : IDisposable
{
    private readonly List<LoadConnection> all = [];
    private int busy;
    private volatile bool stopping;

    public int Busy => Volatile.Read(ref busy);

    public void Start()
    {
        busy = connections;
        for (var n = 0; n < connections; n++)
        {
            all.Add(new LoadConnection(server, source, Answered));
        }

        foreach (var connection in all)
        {
            connection.Since = System.Diagnostics.Stopwatch.GetTimestamp();
            connection.Send();
            connection.Listen();
        }
    }

    /// <summary>No new requests; those under way are still waited for.</summary>
    public void Stop() => stopping = true;

    public void Dispose() => all.ForEach(connection => connection.Dispose());

    private bool Answered(LoadConnection connection, int status)
    {
        tally.Answer(status, connection.Since);
        if (stopping || status == LoadConnection.Gone)
        {
            Interlocked.Decrement(ref busy);
            return false;
        }

        connection.Since = System.Diagnostics.Stopwatch.GetTimestamp();
        connection.Send();
        return true;
    }
}
