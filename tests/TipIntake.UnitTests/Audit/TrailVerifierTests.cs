using TipIntake.Audit;

namespace TipIntake.UnitTests.Audit;

/// <summary>Not only that something is wrong, but what, and where.</summary>
public sealed class TrailVerifierTests
{
    private readonly SampleTrail trail = SampleTrail.Of([.. Enumerable.Range(0, 20).Reverse().Select(SampleTrail.Entry)], every: 5);

    [Fact]
    public void An_altered_entry_is_named()
    {
        var id = trail.Chain[6].EntryId;

        trail.Entries[id] = trail.Entries[id] with { Subject = "tip:another" };

        Assert.Equal([(TrailFault.Altered, true)], Found("position 7 "));
    }

    [Fact]
    public void A_removed_entry_is_named()
    {
        trail.Entries.Remove(trail.Chain[6].EntryId);

        Assert.Equal([(TrailFault.Removed, true)], Found("position 7 "));
    }

    [Fact]
    public void A_gap_is_named_with_the_checkpoints_that_it_breaks()
    {
        trail.Entries.Remove(trail.Chain[6].EntryId);
        trail.Chain.RemoveAt(6);

        Assert.Contains((TrailFault.Gap, true), Found("positions 7 to 7 "));
        Assert.Contains((TrailFault.NotAsSigned, true), Found("positions 6 to 10 "));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_inserted_entry_is_named_whether_or_not_it_is_chained_to_the_one_before(bool chained)
    {
        var entry = SampleTrail.Entry(500);
        var hash = EntryHash.Of(entry);
        trail.Entries.Add(entry.Id, entry);
        trail.Chain.Insert(6, new ChainLink(7, entry.Id, hash, chained ? ChainHash.Next(trail.Chain[5].ChainHash, hash) : new byte[32]));
        Renumber();

        Assert.Contains((TrailFault.Inserted, true), Found("entry at position 7 was inserted"));
    }

    [Theory]
    [InlineData(6, 7)]
    [InlineData(3, 12)]
    public void Two_links_that_changed_places_are_named(int one, int other)
    {
        (trail.Chain[one], trail.Chain[other]) = (trail.Chain[other], trail.Chain[one]);
        Renumber();

        Assert.Contains((TrailFault.Reordered, true), Found($"The entry at position {one + 1} belongs right behind"));
        Assert.DoesNotContain(Found(""), found => found.Fault is TrailFault.Inserted or TrailFault.Altered);
    }

    [Fact]
    public void Two_entries_that_changed_places_are_named()
    {
        var (first, second) = (trail.Chain[3], trail.Chain[12]);

        (trail.Chain[3], trail.Chain[12]) = (first with { EntryId = second.EntryId }, second with { EntryId = first.EntryId });

        Assert.Equal([(TrailFault.Reordered, true), (TrailFault.Reordered, false)], Found("chained at position 4 now stands at position 13"));
    }

    [Fact]
    public void A_truncated_tail_is_measured_by_the_last_checkpoint()
    {
        trail.Chain.RemoveRange(17, 3);
        trail.Entries.Keys.Except(trail.Chain.Select(link => link.EntryId)).ToList().ForEach(id => trail.Entries.Remove(id));

        Assert.Equal([(TrailFault.Truncated, true)], Found("ends at position 17, but checkpoint 20"));
    }

    [Fact]
    public void An_entry_without_a_position_is_a_finding_after_a_minute_or_from_the_future()
    {
        var (just, old, future) = (SampleTrail.Entry(-5), SampleTrail.Entry(100), SampleTrail.Entry(-100));
        trail.Entries.Add(just.Id, just);
        Assert.Empty(trail.Verify());

        trail.Entries.Add(old.Id, old);
        trail.Entries.Add(future.Id, future);

        Assert.Equal([(TrailFault.NotChained, false), (TrailFault.NotChained, false)], Found(just.Id.ToString()));
    }

    [Fact]
    public void A_checkpoint_of_another_key_and_one_that_is_missing_are_named()
    {
        var files = trail.SignedAnew().Files;
        trail.Files[1] = files[1];

        Assert.Equal([(TrailFault.BadSignature, true), (TrailFault.CheckpointChainBroken, false)], Found(CheckpointFile.NameOf(10)));
        trail.Files.RemoveAt(1);
        Assert.Equal([(TrailFault.CheckpointChainBroken, true)], Found(CheckpointFile.NameOf(15)));
        trail.Files[0] = new CheckpointFile("checkpoint-x.txt", null, []);
        Assert.Contains((TrailFault.CheckpointUnreadable, true), Found("checkpoint-x.txt"));
    }

    [Fact]
    public void A_trail_that_was_rewritten_is_narrowed_down_by_the_last_checkpoint_that_still_fits()
    {
        var entries = trail.InOrder.ToList();
        entries[12] = entries[12] with { Actor = "staff:somebody-else" };

        var findings = trail.Rechained(entries).Verify();

        Assert.Equal(TrailFault.NotAsSigned, Assert.Single(findings).Fault);
        Assert.Contains("positions 11 to 15 ", findings[0].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_faults_and_more_are_all_counted()
    {
        var large = SampleTrail.Of([.. Enumerable.Range(0, 3_000).Reverse().Select(SampleTrail.Entry)], every: 500);
        large.Entries.Keys.ToList().ForEach(id => large.Entries[id] = large.Entries[id] with { Act = "nothing" });

        Assert.Equal(3_000, large.Verify().Count(finding => finding.Fault == TrailFault.Altered));
    }

    private IEnumerable<(TrailFault Fault, bool Says)> Found(string words) =>
        trail.Verify().Select(finding => (finding.Fault, finding.Words.Contains(words, StringComparison.Ordinal)));

    private void Renumber()
    {
        for (var at = 0; at < trail.Chain.Count; at++)
        {
            trail.Chain[at] = trail.Chain[at] with { Position = at + 1 };
        }
    }
}
