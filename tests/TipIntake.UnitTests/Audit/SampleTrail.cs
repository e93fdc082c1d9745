using TipIntake.Audit;

namespace TipIntake.UnitTests.Audit;

/// <summary>A small trail with its checkpoints, as it would stand in the tables and in the folder.</summary>
internal sealed class SampleTrail
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    private static readonly CheckpointKey Ours = CheckpointKey.Make();
    private static readonly CheckpointKey Theirs = CheckpointKey.Make();

    public List<ChainLink> Chain { get; private init; } = [];

    public Dictionary<Guid, StoredEntry> Entries { get; private init; } = [];

    public List<CheckpointFile> Files { get; private init; } = [];

    private int Every { get; init; }

    /// <summary>With a checkpoint after so many entries, and one at the end.</summary>
    public static SampleTrail Of(IReadOnlyList<StoredEntry> entries, int every) => Of(entries, every, Ours);

    public static StoredEntry Entry(int number) => new(
        Guid.CreateVersion7(Now.AddMinutes(-number - 5)), Now.AddMinutes(-number - 5), $"staff:{number % 3}", number % 2 == 0 ? "signed-in" : "tip-read", $"tip:{number}", number % 4 == 0 ? null : "drill", null);

    public SampleTrail Copy() => new() { Chain = [.. Chain], Entries = new(Entries), Files = [.. Files], Every = Every };

    /// <summary>The same entries in their order, hashed and chained anew without a fault, as whoever owns the database can; the files stay.</summary>
    public SampleTrail Rechained(IReadOnlyList<StoredEntry> entries)
    {
        var rewritten = Of(entries, Every, Theirs);
        return new() { Chain = rewritten.Chain, Entries = rewritten.Entries, Files = Files, Every = Every };
    }

    /// <summary>The same, and all checkpoints written anew with a key of their own.</summary>
    public SampleTrail SignedAnew() => Of([.. InOrder], Every, Theirs);

    public IEnumerable<StoredEntry> InOrder => Chain.Select(link => Entries[link.EntryId]);

    public List<TrailFinding> Verify()
    {
        var findings = new List<TrailFinding>();
        using var verifier = new TrailVerifier(Files, [Ours.Public], findings.Add);
        foreach (var link in Chain.OrderBy(link => link.Position))
        {
            verifier.Next(link, Entries.GetValueOrDefault(link.EntryId));
        }

        foreach (var entry in Entries.Values.ExceptBy(Chain.Select(link => link.EntryId), entry => entry.Id))
        {
            verifier.Unchained(entry.Id, entry.At, Now);
        }

        verifier.Finish();
        return findings;
    }

    private static SampleTrail Of(IReadOnlyList<StoredEntry> entries, int every, CheckpointKey key)
    {
        var trail = new SampleTrail { Entries = entries.ToDictionary(entry => entry.Id), Every = every };
        var (tree, chain, previous) = (new MerkleFrontier(), ChainHash.Start, ChainHash.Start);
        foreach (var entry in entries)
        {
            var hash = EntryHash.Of(entry);
            chain = ChainHash.Next(chain, hash);
            tree.Add(hash);
            trail.Chain.Add(new ChainLink(tree.Size, entry.Id, hash, chain));
            if (tree.Size % every == 0 || tree.Size == entries.Count)
            {
                var checkpoint = new Checkpoint(tree.Size, tree.Root(), chain, Now, previous, key.Public.Id);
                previous = checkpoint.Hash();
                trail.Files.Add(CheckpointFile.Of(CheckpointFile.NameOf(tree.Size), checkpoint.Text(key.Sign(checkpoint))));
            }
        }

        return trail;
    }
}
