using CsCheck;

namespace TipIntake.UnitTests.Audit;

/// <summary>Ten thousand times somebody touches a trail, and it shows.</summary>
public sealed class TamperingProperties
{
    private static readonly Gen<SampleTrail> Trails =
        from count in Gen.Int[2, 40]
        from every in Gen.Int[1, 15]
        select SampleTrail.Of([.. Enumerable.Range(0, count).Reverse().Select(SampleTrail.Entry)], every);

    private static readonly Gen<int[]> Picks = Gen.Int[0, int.MaxValue].Array[6];

    [Fact]
    public void A_trail_that_nobody_touched_has_no_finding() =>
        Trails.Sample(trail => Assert.Empty(trail.Verify()), iter: 500);

    [Fact]
    public void Every_tampering_in_place_is_found() =>
        Gen.Select(Trails, Gen.Int[0, Tamperings.InPlace.Length - 1], Picks).Sample(
            (trail, which, picks) =>
            {
                Tamperings.InPlace[which].Do(trail, Picking(picks));

                return trail.Verify().Count > 0;
            },
            iter: 7_000,
            print: Print);

    [Fact]
    public void Every_trail_that_was_rewritten_without_a_fault_of_its_own_is_found_by_the_checkpoints() =>
        Gen.Select(Trails, Gen.Int[0, Tamperings.Rewriting.Length - 1], Picks).Sample(
            (trail, which, picks) =>
            {
                var entries = trail.InOrder.ToList();
                Tamperings.Rewriting[which].Do(entries, Picking(picks));
                var rewritten = trail.Rechained(entries);

                return rewritten.Verify().Count > 0 && rewritten.SignedAnew().Verify().Count > 0;
            },
            iter: 3_000,
            print: sample => Tamperings.Rewriting[sample.Item2].Name);

    private static string Print((SampleTrail Trail, int Which, int[] Picks) sample) => Tamperings.InPlace[sample.Which].Name;

    private static Func<int, int> Picking(int[] picks)
    {
        var next = 0;
        return below => picks[next++ % picks.Length] % below;
    }
}
