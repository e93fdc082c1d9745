using System.Threading.Channels;

namespace TipIntake.Tips;

/// <summary>
/// Where accepted requests wait for their commit. Bounded: when it is full the sender is told at once to come back, because a
/// long wait helps nobody (infra/docs/decisions/0002).
/// </summary>
internal sealed class TipInbox
{
    public const int Capacity = 4_096;

    private readonly Channel<PendingTip> waiting = Channel.CreateBounded<PendingTip>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<PendingTip> Waiting => waiting.Reader;

    /// <summary>False when the inbox is full or closed.</summary>
    public bool TryAdd(PendingTip tip) => waiting.Writer.TryWrite(tip);

    /// <summary>Takes no more tips; those inside are still stored.</summary>
    public void Close() => waiting.Writer.TryComplete();
}
