using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using TipIntake.Faults.Cluster.Machines;
using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Cluster;

/// <summary>So many tips a second whatever the service does, by senders in turn, and each once: a request that fails has failed.</summary>
internal sealed class PacedLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(10);

    private readonly TipSender[] senders;
    private readonly int perSecond;
    private readonly ConcurrentQueue<Answer> answers = new();
    private readonly ConcurrentQueue<string> failures = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly Task sending;

    public PacedLoad(int perSecond, params TipSender[] senders)
    {
        this.senders = senders;
        this.perSecond = perSecond;
        sending = Task.Run(Send);
    }

    public IReadOnlyCollection<Answer> Answers => answers;

    public IReadOnlyCollection<Answer> Failed => [.. answers.Where(answer => answer.Fate != Fate.Stored)];

    /// <summary>When the first and the last failed, and how.</summary>
    public string Failures => failures.IsEmpty ? "" : $"{failures.First()} … {failures.Last()}";

    /// <summary>Stored tips a second.</summary>
    public double Rate => answers.Count(answer => answer.Fate == Fate.Stored) / running.Elapsed.TotalSeconds;

    public static PacedLoad Start(PublicNodes nodes, Ledger ledger, int perSecond, int networks = 64) =>
        new(perSecond, [.. Enumerable.Range(1, networks).Select(network => nodes.SenderFrom(new IPAddress([127, 0, (byte)network, 1]), ledger))]);

    /// <summary>Waits until so many more were answered, so that nothing happens to an idle service.</summary>
    public Task<TimeSpan> HasAnswered(int more)
    {
        var enough = answers.Count + more;
        return Until.True(() => answers.Count >= enough, TimeSpan.FromSeconds(60), $"{more} more answers");
    }

    /// <summary>So long took this share of the answers at most.</summary>
    public TimeSpan Quantile(double share)
    {
        var sorted = answers.Select(answer => answer.Took).Order().ToArray();
        return sorted[(int)((sorted.Length - 1) * share)];
    }

    public async Task Stop()
    {
        await ending.CancelAsync();
        await sending;
        running.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Array.ForEach(senders, sender => sender.Dispose());
        ending.Dispose();
    }

    private async Task Send()
    {
        var random = new Random(Random.Shared.Next());
        var underWay = new List<Task>();
        var sent = 0;

        while (!ending.IsCancellationRequested)
        {
            for (var due = (int)(running.Elapsed.TotalSeconds * perSecond); sent < due; sent++)
            {
                underWay.Add(SendOne(senders[sent % senders.Length], SentTip.Next(random)));
            }

            underWay.RemoveAll(one => one.IsCompleted);
            await Task.Delay(Pulse);
        }

        await Task.WhenAll(underWay);
    }

    private async Task SendOne(TipSender sender, SentTip tip)
    {
        var answer = await sender.Send(tip);
        answers.Enqueue(answer);

        if (answer.Fate != Fate.Stored)
        {
            failures.Enqueue($"{running.Elapsed.TotalSeconds:0.0} s: {answer}");
        }
    }
}
