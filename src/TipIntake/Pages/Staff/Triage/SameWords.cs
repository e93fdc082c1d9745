using TipIntake.Triage;

namespace TipIntake.Pages.Staff;

/// <summary>Tips with the same words, one of them shown; of the others what they say differently in the fields beside.</summary>
internal sealed record SameWords(TipView First, IReadOnlyList<TipView> Copies)
{
    /// <summary>In the order of the first of each.</summary>
    public static IReadOnlyList<SameWords> Group(IEnumerable<TipView> tips) =>
        [.. tips.GroupBy(tip => TipOrder.WordsKey(tip.Text, tip.Id), StringComparer.Ordinal).Select(group => new SameWords(group.First(), [.. group.Skip(1)]))];

    /// <summary>Where a copy differs from the one that is shown: the field's name and what stands in it.</summary>
    public IEnumerable<(string Name, string Value)> Differences(TipView copy) =>
        FieldsOf(copy).Zip(FieldsOf(First)).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => (pair.First.Name, pair.First.Value ?? "nothing"));

    public static IEnumerable<(string Name, string? Value)> FieldsOf(TipView tip) =>
    [
        ("Knows it because they", tip.Basis is { } basis ? TriageWords.Basis(basis) : null),
        ("Country", tip.Country is { } country ? TriageWords.Country(country) : null),
        ("Place", tip.Place),
        ("Period", tip.Period),
        ("Link", tip.Link),
        ("Language", TriageWords.Language(tip.Language)),
    ];
}
