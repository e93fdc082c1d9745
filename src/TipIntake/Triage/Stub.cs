// Stands in until the real functions of Grouping, Suggesting and Priority are here: then delete this file and adapt the few callers in Placing/ and Leads/LeadRow.cs.
using TipIntake.Security.RateLimits;
using TipIntake.Tips;
namespace TipIntake.Triage;
internal sealed record TipFacts(string? Text, string? Country, string? Place, string? Period, string? Link, Basis? Basis, string? Language, Lane Lane, bool Disclosure, DateTimeOffset ReceivedAt, bool HasContact)
{
    public static TipFacts Of(Tip tip) => new(tip.Text, tip.Country, tip.Place, tip.Period, tip.Link, tip.Basis, tip.Language, tip.Lane, tip.Disclosure == true, tip.ReceivedAt, false);
}
internal sealed record Wording(long[] Keys, byte[] Sketch)
{
    public static Wording Of(TipFacts facts) { var h = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(facts.Text ?? "")); return new([BitConverter.ToInt64(h)], h); }
    public static bool IsSame(byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b);
}
internal enum ClueKind { Name, Place, Country, Host, Link, Period, NotReal }
internal sealed record Clue(ClueKind Kind, string Value);
internal static class Clues { public static IReadOnlyList<Clue> Of(TipFacts facts) => facts.Country is { } c ? [new(ClueKind.Country, c)] : []; }
internal sealed record LeadFeatures(int Tips, bool IsFirstHand, bool IsSafeguarding)
{
    public static LeadFeatures Add(LeadFeatures? f, TipFacts t, IReadOnlyList<Clue> c) => new((f?.Tips ?? 0) + 1, f is { IsFirstHand: true } || t.Basis == Basis.OwnsIt, f is { IsSafeguarding: true } || t.Disclosure);
}
internal sealed record CountedClue(Clue Clue, int Leads);
internal sealed record LeadContext(IReadOnlyList<CountedClue> Clues) { public static LeadContext Of(IReadOnlyList<CountedClue> clues) => new(clues); }
internal sealed record PriorityWeights { public int PerDayWaiting { get; init; } = 2; public int FirstHand { get; init; } = 30; }
internal sealed record Point(string Code, string? Detail, int Value);
internal static class Priority { public static IReadOnlyList<Point> Of(LeadFeatures f, LeadContext c, PriorityWeights w) => f.IsFirstHand ? [new("first-hand", null, w.FirstHand)] : []; }
