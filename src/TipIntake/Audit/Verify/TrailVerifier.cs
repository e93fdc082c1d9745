using System.Globalization;
using System.Security.Cryptography;

namespace TipIntake.Audit;

/// <summary>
/// Holds a trail against itself and against signed checkpoints, link by link in order of position. It asks no database, keeps one link, a few
/// hashes and a bounded list of faults, and so needs the same memory for a million entries as for ten.
/// </summary>
internal sealed class TrailVerifier : IDisposable
{
    /// <summary>The sequencer needs about a second; after so long an entry without a position is a finding.</summary>
    public static readonly TimeSpan LongestUnchained = TimeSpan.FromMinutes(1);

    private readonly MerkleFrontier tree = new();
    private readonly CheckpointWatch checkpoints;
    private readonly BrokenLinks broken;
    private readonly Action<TrailFinding> report;
    private byte[] previous = ChainHash.Start;
    private byte[] beforePrevious = ChainHash.Start;

    public TrailVerifier(IEnumerable<CheckpointFile> smallestFirst, IReadOnlyCollection<CheckpointPublicKey> keys, Action<TrailFinding> report)
    {
        this.report = finding =>
        {
            Faults++;
            report(finding);
        };
        checkpoints = new CheckpointWatch(smallestFirst, keys, this.report);
        broken = new BrokenLinks(this.report);
    }

    public long Faults { get; private set; }

    public long Links => tree.Size;

    public long LastPosition { get; private set; }

    public int ComparedCheckpoints => checkpoints.Compared;

    /// <summary>Beyond it nothing was signed yet.</summary>
    public long SignedUpTo => checkpoints.LastSize;

    /// <param name="link">The next row of the chain.</param>
    /// <param name="entry">The entry that it names, if it is there.</param>
    public void Next(ChainLink link, StoredEntry? entry)
    {
        link = link with { EntryHash = Whole(link.EntryHash), ChainHash = Whole(link.ChainHash) };
        CheckPosition(link);
        CheckLink(link, entry);

        tree.Add(link.EntryHash);
        (beforePrevious, previous) = (previous, link.ChainHash);
        LastPosition = link.Position;
        checkpoints.Compare(link.Position, link.ChainHash, tree);
    }

    public void Unchained(Guid entryId, DateTimeOffset at, DateTimeOffset now)
    {
        // One that claims to be from the future gets no time to be chained in.
        if ((now - at).Duration() > LongestUnchained)
        {
            Say(TrailFault.NotChained, $"The entry {entryId} has no position: it was put in from outside, its place in the chain was taken away, or no sequencer runs.");
        }
    }

    public void Finish()
    {
        broken.Explain();
        checkpoints.Finish(LastPosition);
    }

    public void Dispose() => checkpoints.Dispose();

    private void CheckPosition(ChainLink link)
    {
        if (link.Position > LastPosition + 1)
        {
            Say(TrailFault.Gap, $"The positions {LastPosition + 1} to {link.Position - 1} are missing.");
        }
        else if (link.Position <= LastPosition)
        {
            Say(TrailFault.Inserted, $"Position {link.Position} comes again, or comes too late, after {LastPosition}.");
        }
    }

    private void CheckLink(ChainLink link, StoredEntry? entry)
    {
        if (entry is null)
        {
            Say(TrailFault.Removed, $"The entry at position {link.Position} ({link.EntryId}) was removed.");
        }

        var found = new BrokenLink(link, previous, beforePrevious, entry is null ? null : EntryHash.Of(entry));
        if (found.EntryDiffers || found.ChainDiffers)
        {
            broken.Add(found);
        }
    }

    // A hash of another length is no hash; what stands in for it fits nothing.
    private static byte[] Whole(byte[] hash) => hash.Length == EntryHash.Size ? hash : SHA256.HashData(hash);

    private void Say(TrailFault fault, FormattableString words) => report(new TrailFinding(fault, words.ToString(CultureInfo.InvariantCulture)));
}
