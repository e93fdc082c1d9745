using System.Diagnostics;
using System.Net;

namespace TipIntake.Benchmarks.Load;

/// <summary>
/// Requests arrive by the clock, like people who know nothing of each other. Latency counts from the moment a request was due, also when no
/// connection was free to send it, so a stalled server cannot hide the requests it held up (coordinated omission).
/// </summary>
internal sealed class OpenLoad : IDisposable
{
    private readonly Lock guard = new();
    private readonly List<LoadConnection> all = [];
    // First in, first out: every connection stays in use, so the server never closes one as idle.
    private readonly Queue<LoadConnection> idle = new();
    private readonly Queue<long> waiting = new();
    private readonly Tally tally;
    private readonly Thread clock;
    private readonly double rate;
    private readonly bool even;
    private volatile bool stopping;

    public OpenLoad(IPEndPoint server, IRequestSource source, LoadPlan plan, Tally tally)
    {
        this.tally = tally;
        rate = plan.Rate ?? throw new ArgumentException("An open load needs a rate.", nameof(plan));
        even = plan.Even;
        for (var n = 0; n < plan.Connections; n++)
        {
            all.Add(new LoadConnection(server, source, Answered));
        }

        all.ForEach(idle.Enqueue);
        clock = new Thread(KeepTime) { IsBackground = true, Priority = ThreadPriority.Highest };
    }

    public int Busy
    {
        get
        {
            lock (guard)
            {
                return all.Count - idle.Count + waiting.Count;
            }
        }
    }

    public void Start() => clock.Start();

    public void Stop() => stopping = true;

    public void Dispose()
    {
        stopping = true;
        clock.Join();
        all.ForEach(connection => connection.Dispose());
    }

    private void KeepTime()
    {
        var random = new Random(20_260_701);
        var due = (double)Stopwatch.GetTimestamp();
        while (!stopping)
        {
            var gap = even ? 1 : -Math.Log(1 - random.NextDouble());
            due += gap * Stopwatch.Frequency / rate;
            while (Stopwatch.GetTimestamp() < due && !stopping)
            {
                Thread.Sleep(1);
            }

            Arrive((long)due);
        }
    }

    private void Arrive(long due)
    {
        LoadConnection? free;
        lock (guard)
        {
            if (!idle.TryDequeue(out free))
            {
                waiting.Enqueue(due);
                return;
            }
        }

        tally.Lag(due, Stopwatch.GetTimestamp());
        free.Since = due;
        free.Send();
        free.Listen();
    }

    private bool Answered(LoadConnection connection, int status)
    {
        tally.Answer(status, connection.Since);
        lock (guard)
        {
            if (status == LoadConnection.Gone)
            {
                return false;
            }

            if (!waiting.TryDequeue(out var due))
            {
                idle.Enqueue(connection);
                return false;
            }

            connection.Since = due;
        }

        connection.Send();
        return true;
    }
}
