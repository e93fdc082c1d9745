using TipIntake.Audit;

namespace TipIntake.UnitTests.Audit;

/// <summary>What somebody with the database, or with the folder of checkpoints, but without the signing key can do to a trail.</summary>
/// <remarks>A pick turns a number into one from 0 on, below its argument, another one each time.</remarks>
internal static class Tamperings
{
    public static readonly (string Name, Action<SampleTrail, Func<int, int>> Do)[] InPlace =
    [
        ("change a column of an entry", ChangeEntry),
        ("change a column of a link", ChangeLink),
        ("delete an entry", (trail, pick) => trail.Entries.Remove(trail.Chain[pick(trail.Chain.Count)].EntryId)),
        ("delete an entry and its link", (trail, pick) => Delete(trail, pick(trail.Chain.Count))),
        ("delete an entry and its link, and close the gap", (trail, pick) =>
        {
            Delete(trail, pick(trail.Chain.Count));
            Renumber(trail);
        }),
        ("insert an entry", (trail, pick) => Add(trail, SampleTrail.Entry(pick(1000)))),
        ("insert an entry and link it to the one before", Insert),
        ("swap the entries of two links", SwapEntries),
        ("swap the positions of two links", SwapPositions),
        ("truncate the tail", (trail, pick) =>
        {
            for (var less = 1 + pick(trail.Chain.Count); less > 0; less--)
            {
                Delete(trail, trail.Chain.Count - 1);
            }
        }),
        ("take the links of the tail away", (trail, pick) => RemoveFrom(trail.Chain, pick(trail.Chain.Count))),
        ("exchange a checkpoint's size, root or chain", (trail, pick) => Forge(trail, pick(trail.Files.Count), pick(3))),
    ];

    /// <summary>Gives the entries in an order, which are then hashed and chained as if nothing had happened.</summary>
    public static readonly (string Name, Action<List<StoredEntry>, Func<int, int>> Do)[] Rewriting =
    [
        ("rewrite with an entry changed", (entries, pick) =>
        {
            var at = pick(entries.Count);
            entries[at] = Changed(entries[at], pick(7));
        }),
        ("rewrite without an entry", (entries, pick) => entries.RemoveAt(pick(entries.Count))),
        ("rewrite with an entry more", (entries, pick) => entries.Insert(pick(entries.Count), SampleTrail.Entry(pick(1000)))),
        ("rewrite in another order", (entries, pick) =>
        {
            var (one, other) = Two(entries.Count, pick);
            (entries[one], entries[other]) = (entries[other], entries[one]);
        }),
        ("rewrite a shorter trail", (entries, pick) => RemoveFrom(entries, 1 + pick(entries.Count - 1))),
    ];

    private static void ChangeEntry(SampleTrail trail, Func<int, int> pick)
    {
        var id = trail.Chain[pick(trail.Chain.Count)].EntryId;
        var changed = Changed(trail.Entries[id], pick(7));
        trail.Entries.Remove(id);
        Add(trail, changed);
    }

    private static StoredEntry Changed(StoredEntry entry, int column) => column switch
    {
        0 => entry with { Id = Guid.NewGuid() },
        1 => entry with { At = entry.At.AddMicroseconds(1) },
        2 => entry with { Actor = entry.Actor + "0" },
        3 => entry with { Act = "tip-closed" },
        4 => entry with { Subject = entry.Subject[..^1] },
        5 => entry with { Reason = entry.Reason is null ? "" : null },
        _ => entry with { Details = (entry.Details ?? "") + " " },
    };

    private static void ChangeLink(SampleTrail trail, Func<int, int> pick)
    {
        var at = pick(trail.Chain.Count);
        var link = trail.Chain[at];
        trail.Chain[at] = pick(5) switch
        {
            0 => link with { Position = link.Position + trail.Chain.Count },
            1 => link with { EntryId = Guid.NewGuid() },
            2 => link with { EntryHash = Flipped(link.EntryHash, pick(256)) },
            3 => link with { EntryHash = link.EntryHash[..pick(32)] },
            _ => link with { ChainHash = Flipped(link.ChainHash, pick(256)) },
        };
    }

    private static void Insert(SampleTrail trail, Func<int, int> pick)
    {
        var at = pick(trail.Chain.Count);
        var entry = SampleTrail.Entry(pick(1000));
        var hash = EntryHash.Of(entry);
        Add(trail, entry);
        trail.Chain.Insert(at, new ChainLink(0, entry.Id, hash, ChainHash.Next(at == 0 ? ChainHash.Start : trail.Chain[at - 1].ChainHash, hash)));
        Renumber(trail);
    }

    private static void SwapEntries(SampleTrail trail, Func<int, int> pick)
    {
        var (one, other) = Two(trail.Chain.Count, pick);
        var (first, second) = (trail.Chain[one], trail.Chain[other]);
        (trail.Chain[one], trail.Chain[other]) = (first with { EntryId = second.EntryId }, second with { EntryId = first.EntryId });
    }

    private static void SwapPositions(SampleTrail trail, Func<int, int> pick)
    {
        var (one, other) = Two(trail.Chain.Count, pick);
        (trail.Chain[one], trail.Chain[other]) = (trail.Chain[other], trail.Chain[one]);
        Renumber(trail);
    }

    private static void Forge(SampleTrail trail, int at, int what)
    {
        var (checkpoint, signature) = (trail.Files[at].Checkpoint!, trail.Files[at].Signature);
        var forged = what switch
        {
            0 => checkpoint with { Size = checkpoint.Size + 1 },
            1 => checkpoint with { Root = Flipped(checkpoint.Root, 7) },
            _ => checkpoint with { Chain = Flipped(checkpoint.Chain, 7) },
        };
        trail.Files[at] = CheckpointFile.Of(CheckpointFile.NameOf(forged.Size), forged.Text(signature));
    }

    private static void Delete(SampleTrail trail, int at)
    {
        trail.Entries.Remove(trail.Chain[at].EntryId);
        trail.Chain.RemoveAt(at);
    }

    private static void RemoveFrom<T>(List<T> list, int at) => list.RemoveRange(at, list.Count - at);

    private static void Add(SampleTrail trail, StoredEntry entry) => trail.Entries.Add(entry.Id, entry);

    private static void Renumber(SampleTrail trail)
    {
        for (var at = 0; at < trail.Chain.Count; at++)
        {
            trail.Chain[at] = trail.Chain[at] with { Position = at + 1 };
        }
    }

    private static (int One, int Other) Two(int count, Func<int, int> pick)
    {
        var one = pick(count);
        return (one, (one + 1 + pick(count - 1)) % count);
    }

    private static byte[] Flipped(byte[] hash, int bit)
    {
        var flipped = (byte[])hash.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
