using System.Text;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>
/// In which order the tips of a lead are read: the oldest; then those that say it in other words, first-hand ones before others and what differs most before
/// what differs little; then copies. So what is unusual in a large lead stands on its first page. Pure.
/// </summary>
internal static class TipOrder
{
    /// <summary>So many of the oldest are compared; those behind them follow by age.</summary>
    public const int MostCompared = 500;

    /// <param name="tips">Oldest first.</param>
    public static IReadOnlyList<Tip> Of(IReadOnlyList<Tip> tips)
    {
        var (seen, others, copies) = (new HashSet<string>(StringComparer.Ordinal), new List<Tip>(), new List<Tip>());
        foreach (var tip in tips)
        {
            (!tip.IsWithdrawn && seen.Add(WordsKey(tip.Text, tip.Id)) ? others : copies).Add(tip);
        }

        if (others is not [var first, ..])
        {
            return copies;
        }

        var said = Said(first.Text);
        return [first, .. others.Skip(1).OrderByDescending(tip => tip.Basis?.IsFirstHand() == true).ThenByDescending(tip => Difference(said, tip.Text)), .. copies];
    }

    /// <summary>How many of these tips say the same as each of them, letter for letter.</summary>
    public static Dictionary<Guid, int> CountSame(IReadOnlyList<Tip> tips)
    {
        var groups = tips.Where(tip => !tip.IsWithdrawn).GroupBy(tip => WordsKey(tip.Text, tip.Id), StringComparer.Ordinal);
        return groups.SelectMany(group => group.Select(tip => (tip.Id, Count: group.Count()))).ToDictionary(pair => pair.Id, pair => pair.Count);
    }

    /// <summary>Letters and digits alone: neither capitals nor stops nor hidden characters make other words of them. Without words nothing is the same.</summary>
    public static string WordsKey(string? text, Guid tip)
    {
        var key = new StringBuilder();
        foreach (var rune in (text ?? "").Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            key.Append(Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune).ToString() : "");
        }

        return key.Length == 0 ? tip.ToString() : key.ToString();
    }

    /// <summary>The words of a text, as they are compared.</summary>
    public static HashSet<string> Said(string? text) => PlainText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>Which share of a text's words the other does not have.</summary>
    public static double Difference(HashSet<string> first, string? text)
    {
        var other = Said(text);
        return other.Count == 0 ? 0 : (double)other.Count(word => !first.Contains(word)) / other.Count;
    }
}
