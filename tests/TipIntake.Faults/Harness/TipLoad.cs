using System.Diagnostics;

namespace TipIntake.Faults.Harness;

/// <summary>Many senders at once, each with one tip after another, until told to stop; then each still learns what became of its last.</summary>
internal sealed class TipLoad : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(50);

    private readonly TipSender sender;
    private readonly Task[] people;
    private readonly Stopwatch running = Stopwatch.StartNew();
    private readonly int storedBefore;
    private volatile bool stopping;

    private TipLoad(TipSender sender, int people, TimeSpan pause)
    {
        this.sender = sender;
        storedBefore = sender.Ledger.StoredCount;
        this.people = [.. Enumerable.Range(0, people).Select(i => Task.Run(() => SendOneAfterAnother(new Random(Random.Shared.Next()), pause)))];
    }

    public static TipLoad Start(TipSender sender, int people = 16, TimeSpan pause = default) => new(sender, people, pause);

    public int Stored => sender.Ledger.StoredCount - storedBefore;

    /// <summary>Stored tips per second since the start.</summary>
    public double Rate => Stored / running.Elapsed.TotalSeconds;

    /// <summary>Waits until so many tips are stored, so that a fault never hits an idle service.</summary>
    public async Task<TimeSpan> HasStored(int tips)
    {
        try
        {
            return await Until.True(() => Stored >= tips, TimeSpan.FromSeconds(60), $"{tips} tips stored");
        }
        catch (TimeoutException fault)
        {
            var told = sender.Ledger.Answers.CountBy(answer => (answer.Status, answer.Code)).Select(count => $"{count.Value} times {count.Key}");
            throw new TimeoutException($"{fault.Message}; answers: {string.Join(", ", told)}", fault);
        }
    }

    public async Task Stop()
    {
        stopping = true;
        await Task.WhenAll(people);
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task SendOneAfterAnother(Random random, TimeSpan pause)
    {
        while (!stopping)
        {
            var answer = await sender.SendUntilAnswered(SentTip.Next(random));
            await Task.Delay(answer.Fate == Fate.Stored ? pause : PauseAfterRefusal);
        }
    }
}
