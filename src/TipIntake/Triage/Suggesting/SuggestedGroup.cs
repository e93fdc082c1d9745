namespace TipIntake.Triage;

/// <summary>What sort of answer a hypothesis is.</summary>
internal enum HypothesisKind
{
    Product,
    Seller,
    Place,
    Period,
    Maker,
    NotReal,
}

/// <summary>Why leads are thought to give one answer: a clue they share, and how much it weighs (tenths).</summary>
internal readonly record struct SuggestionReason(Clue Clue, int Weight);

/// <summary>
/// A lead for the batch: its clues (all tips'), and the hypothesis it is in by a person's decision, which is never changed.
/// </summary>
internal sealed record LeadClues(string Id, string? Language, int Tips, IReadOnlyCollection<Clue> Clues, string? Confirmed = null);

/// <summary>A group that the batch proposes: an existing hypothesis with further leads, or a new one.</summary>
internal sealed record SuggestedGroup(string? Existing, HypothesisKind Kind, IReadOnlyList<SuggestionReason> Reasons, IReadOnlyList<string> Leads);
