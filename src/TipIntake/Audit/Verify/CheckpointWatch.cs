using System.Globalization;

namespace TipIntake.Audit;

/// <summary>Goes through the checkpoints beside the trail, smallest size first, and holds each against the trail when it has come that far.</summary>
internal sealed class CheckpointWatch : IDisposable
{
    private readonly IEnumerator<CheckpointFile> files;
    private readonly IReadOnlyCollection<CheckpointPublicKey> keys;
    private readonly Action<TrailFinding> report;
    private byte[] previous = ChainHash.Start;
    private Checkpoint? next;
    private long lastGood;
    private bool differs;

    public CheckpointWatch(IEnumerable<CheckpointFile> smallestFirst, IReadOnlyCollection<CheckpointPublicKey> keys, Action<TrailFinding> report)
    {
        files = smallestFirst.GetEnumerator();
        (this.keys, this.report) = (keys, report);
        Advance();
    }

    /// <summary>How many were held against the trail.</summary>
    public int Compared { get; private set; }

    /// <summary>The newest of them.</summary>
    public long LastSize { get; private set; }

    public void Compare(long position, byte[] chain, MerkleFrontier tree)
    {
        while (next is { } due && due.Size <= position)
        {
            var same = due.Size == position && due.Chain.AsSpan().SequenceEqual(chain) && tree.Size == position && due.Root.AsSpan().SequenceEqual(tree.Root());
            Judge(due, same);
            Advance();
        }
    }

    /// <summary>What is left is for more entries than there are.</summary>
    public void Finish(long lastPosition)
    {
        for (; next is { } due; Advance())
        {
            Say(TrailFault.Truncated, $"The trail ends at position {lastPosition}, but checkpoint {due.Size} was signed for {due.Size} entries: {due.Size - lastPosition} are missing.");
            Count(due);
        }
    }

    public void Dispose() => files.Dispose();

    // A root says nothing about where inside it the difference is, and all later roots differ with it. So the first is told.
    private void Judge(Checkpoint due, bool same)
    {
        if (same)
        {
            lastGood = due.Size;
        }
        else if (!differs)
        {
            differs = true;
            Say(TrailFault.NotAsSigned, $"What stands at the positions {lastGood + 1} to {due.Size} is not what checkpoint {due.Size} was signed for.");
        }

        Count(due);
    }

    private void Count(Checkpoint due)
    {
        Compared++;
        LastSize = due.Size;
    }

    private void Advance()
    {
        next = null;
        while (next is null && files.MoveNext())
        {
            next = Trusted(files.Current);
        }
    }

    private Checkpoint? Trusted(CheckpointFile file)
    {
        if (file.Checkpoint is not { } checkpoint)
        {
            Say(TrailFault.CheckpointUnreadable, $"{file.Name} is not a checkpoint as this service writes it.");
            return null;
        }

        if (!keys.Any(key => key.Id == checkpoint.KeyId && key.Signed(checkpoint, file.Signature)))
        {
            Say(TrailFault.BadSignature, $"{file.Name} was not signed by a key that was given here (it names key {checkpoint.KeyId}).");
            return null;
        }

        if (!checkpoint.Previous.AsSpan().SequenceEqual(previous))
        {
            Say(TrailFault.CheckpointChainBroken, $"{file.Name} does not follow from the checkpoint before it in this folder: one was removed or exchanged.");
        }

        previous = checkpoint.Hash();
        return checkpoint;
    }

    private void Say(TrailFault fault, FormattableString words) => report(new TrailFinding(fault, words.ToString(CultureInfo.InvariantCulture)));
}
