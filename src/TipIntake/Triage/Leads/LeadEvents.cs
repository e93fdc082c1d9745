namespace TipIntake.Triage;

// What we did about tips: ids, choices, reasons and numbers, never a person's words (infra/docs/events.md).

/// <param name="Number">Counts the leads of the object: the part of the lead's id that people say.</param>
/// <param name="SplitFrom">The lead that these tips were in before somebody took them out.</param>
/// <param name="At">When the first of its tips came. Told by the event, for a stored time is not to the tick what it was when it was written.</param>
internal sealed record LeadOpened(string Object, int Number, Guid[] Tips, DateTimeOffset At, string? SplitFrom = null, string? By = null);

internal sealed record TipsJoined(Guid[] Tips);

internal sealed record TipsLeft(Guid[] Tips, LeavingReason Reason, string? By = null);

internal enum LeavingReason
{
    Withdrawn,
    Split,
    Merged,
}

/// <summary>The time for which such leads are kept was over: its tips were emptied. How it was counted stays.</summary>
/// <param name="Rule">By which rule: <c>rejected</c>.</param>
internal sealed record LeadErased(int Tips, string Rule, DateTimeOffset At);

/// <summary>A person said that it is one wording with another, and all of its tips went there.</summary>
/// <param name="Answer">The hypothesis that the other lead took over with them; null: none.</param>
internal sealed record LeadMerged(string Into, string? Answer, string By, DateTimeOffset At);

/// <param name="Tips">How many the lead had: later ones were not decided about.</param>
internal sealed record LeadAssessed(Decision Decision, string Reason, string By, int Tips, DateTimeOffset At);

/// <param name="Why">share, useful, first-hand or reject-sample.</param>
internal sealed record SecondReviewAsked(string Why, DateTimeOffset At);

/// <param name="First">What the first person had decided; the second did not see it.</param>
/// <param name="Why">As it was asked.</param>
internal sealed record SecondReviewed(Decision First, Decision Decision, string Reason, string By, string Why, DateTimeOffset At);

/// <summary>The two disagreed, and a third person decided.</summary>
internal sealed record Adjudicated(Decision Decision, string Reason, string By, string Why, DateTimeOffset At);

internal sealed record AssessmentUndone(string By, DateTimeOffset At);

/// <param name="Why">What the tips brought that joined after the decision: link, place, first-hand.</param>
internal sealed record LeadReopened(string[] Why, DateTimeOffset At);
