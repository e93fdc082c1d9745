using System.Threading.Channels;

namespace TipIntake.Tips;

/// <summary>
/// Where accepted requests wait for their commit. Bounded: when it is full the sender is told at once to come back, because a
/// long wait helps nobody (infra/docs/decisions/0002).
/// </summary>
internal sealed class TipInbox(TimeProvider clock)
{
    public const int Capacity = 4_096;

    /// <summary>After so long the first attempt has failed. A change of the schema may hold a batch up for less, and nobody is refused for that.</summary>
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(2);

    private readonly Lock guard = new();
    /// <summary>The clock's timestamp when the batch that is being stored was begun.</summary>
    private long? begun;
    private bool failed;

    private readonly Channel<PendingTip> waiting = Channel.CreateBounded<PendingTip>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<PendingTip> Waiting => waiting.Reader;

    public InboxAnswer TryAdd(PendingTip tip)
    {
        lock (guard)
        {
            if (begun is { } since ? failed || clock.GetElapsedTime(since) > LongestBatch : failed && waiting.Reader.Count > 0)
            {
                return InboxAnswer.HeldUp;
            }

            return waiting.Writer.TryWrite(tip) ? InboxAnswer.Taken : InboxAnswer.Full;
        }
    }

    public void BatchBegins()
    {
        lock (guard)
        {
            begun = clock.GetTimestamp();
        }
    }

    public void BatchEnds(bool stored)
    {
        lock (guard)
        {
            (begun, failed) = (null, !stored);
        }
    }

    /// <summary>Takes no more tips; those inside are still stored.</summary>
    public void Close() => waiting.Writer.TryComplete();
}

internal enum InboxAnswer
{
    Taken,

    /// <summary>Full, or closed.</summary>
    Full,

    /// <summary>A tip would wait in vain: the batch that is being stored takes long, or is the one try after a batch that could not be stored.</summary>
    HeldUp,
}
