using TipIntake.Security.RateLimits;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.UnitTests.Triage;

/// <summary>Tips as tests tell them.</summary>
internal static class Told
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static TipFacts Text(string text) => new(text, null, null, null, null, null, null, Lane.First, false, Noon, false);

    public static TipFacts By(this TipFacts facts, Basis basis) => facts with { Basis = basis };

    public static Wording Worded(string text) => Wording.Of(Text(text));

    /// <summary>Whether the worker would put both into one lead.</summary>
    public static bool Meet(TipFacts a, TipFacts b)
    {
        var (first, second) = (Wording.Of(a), Wording.Of(b));
        return first.Keys.Intersect(second.Keys).Any() && Wording.IsSame(first.Sketch, second.Sketch);
    }

    public static bool Meet(string a, string b) => Meet(Text(a), Text(b));
}
