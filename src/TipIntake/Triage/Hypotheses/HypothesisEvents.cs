namespace TipIntake.Triage;

// Ids and choices; what a hypothesis is called stands in HypothesisTitle, which can be erased.

internal sealed record HypothesisOpened(string Object, int Number, HypothesisKind Kind, string By, DateTimeOffset At);

internal sealed record HypothesisDescribed(HypothesisKind Kind, string By);

/// <param name="Suggested">The machine had put them together.</param>
internal sealed record LeadsPutUnder(string[] Leads, bool Suggested, string By);

internal sealed record LeadsTakenOut(string[] Leads, string By);

/// <summary>All that was under it is under another one now.</summary>
internal sealed record HypothesisMerged(string Into, string[] Leads, string By);

internal sealed record MergeUndone(string By);

/// <summary>A rung of the ladder: what the hypothesis came to.</summary>
/// <param name="On">The day on which it did.</param>
internal sealed record OutcomeSet(HypothesisOutcome Outcome, DateOnly On, string By);

/// <summary>On the lead: it does not give the same answer as these leads or hypotheses. It is not suggested again.</summary>
internal sealed record SuggestionRefused(string[] Others, string By);

internal sealed record RefusalTakenBack(string[] Others, string By);

internal enum HypothesisOutcome
{
    Open,
    Identified,
    Narrowed,
    TooCommon,
    RuledOut,
    PassedOn,
    LedToAction,
}
