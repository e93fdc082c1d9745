using System.Globalization;

namespace TipIntake.Audit;

/// <summary>A link that does not fit, with what is needed to tell why.</summary>
/// <param name="Previous">The stored chain hash at the position before.</param>
/// <param name="BeforePrevious">The one before that.</param>
/// <param name="Recomputed">The hash of the entry as it is now.</param>
internal sealed record BrokenLink(ChainLink Link, byte[] Previous, byte[] BeforePrevious, byte[]? Recomputed)
{
    public bool EntryDiffers => Recomputed is { } hash && !hash.AsSpan().SequenceEqual(Link.EntryHash);

    public bool ChainDiffers => !Follows(Previous);

    public bool Follows(byte[] chain) => ChainHash.Next(chain, Link.EntryHash).AsSpan().SequenceEqual(Link.ChainHash);
}

/// <summary>Finds out for the first thousand broken links what was done: an entry altered, put in, or put elsewhere. Further ones are told as they are.</summary>
internal sealed class BrokenLinks(Action<TrailFinding> report)
{
    private const int Most = 1_000;

    private readonly List<BrokenLink> kept = [];

    public void Add(BrokenLink broken)
    {
        if (kept.Count < Most)
        {
            kept.Add(broken);
            return;
        }

        if (broken.EntryDiffers)
        {
            Altered(broken);
        }

        if (broken.ChainDiffers)
        {
            Broken(broken);
        }
    }

    public void Explain()
    {
        foreach (var broken in kept.Where(broken => broken.EntryDiffers))
        {
            ExplainEntry(broken);
        }

        var chain = kept.Where(broken => broken.ChainDiffers).DistinctBy(broken => broken.Link.Position).ToDictionary(broken => broken.Link.Position);
        var inserted = chain.Values.Where(broken => WasPushedOn(broken, chain)).Select(broken => broken.Link.Position - 1).ToHashSet();
        foreach (var broken in chain.Values.Where(broken => !inserted.Contains(broken.Link.Position)))
        {
            ExplainLink(broken, chain, inserted);
        }
    }

    private void ExplainEntry(BrokenLink broken)
    {
        if (kept.Find(other => other != broken && other.EntryDiffers && other.Recomputed.AsSpan().SequenceEqual(broken.Link.EntryHash)) is { } other)
        {
            Say(TrailFault.Reordered, $"The entry that was chained at position {broken.Link.Position} now stands at position {other.Link.Position}.");
        }
        else
        {
            Altered(broken);
        }
    }

    private void ExplainLink(BrokenLink broken, Dictionary<long, BrokenLink> chain, HashSet<long> inserted)
    {
        var position = broken.Link.Position;
        if (inserted.Contains(position - 1))
        {
            Say(TrailFault.Inserted, $"The entry at position {position - 1} was inserted: position {position} follows from {position - 2}.");
        }
        else if (Place(broken, chain) is { } place)
        {
            Say(TrailFault.Reordered, $"The entry at position {position} belongs right behind the one at position {place - 1}.");
        }
        else
        {
            Broken(broken);
        }
    }

    // It follows from the link before the one before it; and that one has no place elsewhere, else the two were exchanged.
    private static bool WasPushedOn(BrokenLink broken, Dictionary<long, BrokenLink> chain) =>
        broken.Follows(broken.BeforePrevious) && (!chain.TryGetValue(broken.Link.Position - 1, out var before) || Place(before, chain) is null);

    private static long? Place(BrokenLink broken, Dictionary<long, BrokenLink> chain) =>
        chain.Values.FirstOrDefault(other => broken.Follows(other.Previous))?.Link.Position;

    private void Altered(BrokenLink broken) =>
        Say(TrailFault.Altered, $"The entry at position {broken.Link.Position} ({broken.Link.EntryId}) was altered after it was chained, or its hash was.");

    private void Broken(BrokenLink broken) =>
        Say(TrailFault.ChainBroken, $"Position {broken.Link.Position} does not follow from {broken.Link.Position - 1}: something here was removed, exchanged or altered.");

    private void Say(TrailFault fault, FormattableString words) => report(new TrailFinding(fault, words.ToString(CultureInfo.InvariantCulture)));
}
