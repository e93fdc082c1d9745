using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>A tip that has no lead yet, with all that is needed to find it one.</summary>
internal sealed record ArrivedTip(Guid Id, string Object, TipFacts Facts, Wording Wording, IReadOnlyList<Clue> Clues, TipSigns Signs, string[] Words)
{
    /// <summary>The keys under which the whole service looks: the same words about another object are another thing.</summary>
    public long[] Keys { get; } = [.. Wording.Keys.Select(key => KeyOf(Object, key)).Distinct()];

    public static ArrivedTip Of(Tip tip)
    {
        var facts = TipFacts.Of(tip);
        var clues = TipIntake.Triage.Clues.Of(facts);
        return new ArrivedTip(tip.Id, tip.Object, facts, Wording.Of(facts), clues, TipSigns.Of(facts, clues), SearchWords.Of(facts));
    }

    private static long KeyOf(string reference, long key)
    {
        // FNV-1a: the same on every node and in every version.
        var hash = 0xCBF29CE484222325UL ^ (ulong)key;
        foreach (var character in reference)
        {
            hash = (hash ^ character) * 0x100000001B3UL;
        }

        return (long)hash;
    }
}
