using TipIntake.Security.RateLimits;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

/// <summary>When a lead is reckoned again during a burst.</summary>
public sealed class CopiesTests
{
    private static readonly TipFacts Copy = Told.Text("Handed out by the savings bank of Oberhof in 1998.");

    [Fact]
    public void Copies_change_a_lead_each_time_that_they_have_doubled()
    {
        var lead = With(Begin(), Copy);

        var changes = Enumerable.Range(2, 699).Count(_ =>
        {
            var before = lead;
            lead = With(lead, Copy);
            return lead.IsOtherThan(before);
        });

        // 2, 4, 8 … 512.
        Assert.Equal(9, changes);
    }

    [Fact]
    public void Whoever_brings_something_changes_it_however_many_there_were()
    {
        var lead = Enumerable.Range(0, 5).Aggregate(Begin(), (sum, _) => With(sum, Copy));

        Assert.False(With(lead, Copy).IsOtherThan(lead));
        Assert.True(With(lead, Copy.By(Basis.SoldOrMadeIt)).IsOtherThan(lead));
        Assert.True(With(lead, Copy with { Place = "Oberhof" }).IsOtherThan(lead));
        Assert.True(With(lead, Copy with { Disclosure = true }).IsOtherThan(lead));
        Assert.False(With(lead, Copy with { Lane = Lane.Deferred, ReceivedAt = Told.Noon.AddDays(1) }).IsOtherThan(lead));
    }

    private static LeadRow Begin() => LeadRow.Begin("OBJ-2026-0007", 1, Told.Noon);

    private static LeadRow With(LeadRow lead, TipFacts facts)
    {
        var clues = TipIntake.Triage.Clues.Of(facts);
        return lead.With(new ArrivedTip(Guid.NewGuid(), "OBJ-2026-0007", facts, Wording.Of(facts), clues, TipSigns.Of(facts, clues), SearchWords.Of(facts)));
    }
}
