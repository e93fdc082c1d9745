using System.Collections.Concurrent;
using System.Diagnostics;
using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Upgrade;

/// <summary>So many tips each second, whether earlier ones are answered or not, and each once: a request that fails has failed.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly TipSender sender;
    private readonly ConcurrentBag<Answer> answers = [];
    private readonly ConcurrentQueue<string> failures = new();
    private readonly CancellationTokenSource ending = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly Task running;
    private TimeSpan ended;

    public SteadyLoad(TipSender sender, int perSecond)
    {
        this.sender = sender;
        running = Task.Run(() => Run(perSecond));
    }

    public int Sent => answers.Count;

    public double Rate => answers.Count / ended.TotalSeconds;

    public IReadOnlyCollection<Answer> Failed => [.. answers.Where(answer => answer.Fate != Fate.Stored)];

    /// <summary>When the first and the last failed, and how.</summary>
    public string Failures => failures.IsEmpty ? "" : $"{failures.First()} … {failures.Last()}";

    public TimeSpan Longest => answers.Max(answer => answer.Took);

    public TimeSpan Percentile(int percent)
    {
        var all = answers.Select(answer => answer.Took).Order().ToArray();
        return all[Math.Min(all.Length - 1, all.Length * percent / 100)];
    }

    /// <summary>Waits until so many more were answered, so that nothing happens to an idle service.</summary>
    public Task<TimeSpan> Answers(int more)
    {
        var enough = answers.Count + more;
        return Until.True(() => answers.Count >= enough, TimeSpan.FromSeconds(60), $"{more} more answers");
    }

    public async Task Stop()
    {
        if (!ending.IsCancellationRequested)
        {
            await ending.CancelAsync();
            await running;
            ended = watch.Elapsed;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        ending.Dispose();
    }

    private async Task Run(int perSecond)
    {
        var waiting = new List<Task>();
        for (var due = 0L; !ending.IsCancellationRequested; due++)
        {
            var early = TimeSpan.FromSeconds(due / (double)perSecond) - watch.Elapsed;
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early);
            }

            waiting.Add(Task.Run(Send));
        }

        await Task.WhenAll(waiting);
    }

    private async Task Send()
    {
        var answer = await sender.Send(SentTip.Next(Random.Shared));
        answers.Add(answer);
        if (answer.Fate != Fate.Stored)
        {
            failures.Enqueue($"{watch.Elapsed.TotalSeconds:0.0} s: {answer}");
        }
    }
}
