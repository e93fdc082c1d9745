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
/// A hypothesis of the object (or a single lead without one, to open one with): how many of its leads carry each clue.
/// Pairs that a person refused are left out by the caller.
/// </summary>
internal sealed record Candidate(string Id, bool IsLead, int Leads, IReadOnlyDictionary<Clue, int> Profile);

/// <summary>The lead gives the same answer as the candidate; it joins the hypothesis, or opens one with the lead.</summary>
internal sealed record Suggestion(string With, bool Opens, HypothesisKind Kind, int Score, IReadOnlyList<SuggestionReason> Reasons);

/// <summary>
/// A lead for the batch: its clues (all tips'), and the hypothesis it is in by a person's decision, which is never changed.
/// </summary>
internal sealed record LeadClues(string Id, string? Language, int Tips, IReadOnlyCollection<Clue> Clues, string? Confirmed = null);

/// <summary>A group that the batch proposes: an existing hypothesis with further leads, or a new one.</summary>
internal sealed record SuggestedGroup(string? Existing, HypothesisKind Kind, IReadOnlyList<SuggestionReason> Reasons, IReadOnlyList<string> Leads);
