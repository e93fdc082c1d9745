namespace TipIntake.Triage;

/// <summary>The tips on one object that say the same thing, folded from events. Which tips those are stands in <see cref="PlacementTable"/>: they may be a million.</summary>
/// <param name="Id">The object's reference and a number: <c>OBJ-2026-0007.12</c>.</param>
internal sealed record Lead(string Id, string Object, int Number)
{
    public LeadStatus Status { get; init; } = LeadStatus.Open;

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Tips that are in it and were not withdrawn.</summary>
    public int Tips { get; init; }

    /// <summary>The decision that holds.</summary>
    public LeadAssessed? Assessment { get; init; }

    /// <summary>Why somebody else has to look; null when nobody has to.</summary>
    public string? ReviewAsked { get; init; }

    /// <summary>What the second person decided, while the two disagree and a third has not decided.</summary>
    public SecondReviewed? Disagreement { get; init; }

    public LeadReopened? Reopened { get; init; }

    public string? SplitFrom { get; init; }

    /// <summary>Leads and hypotheses with which a person said that it does not belong.</summary>
    public string[] Apart { get; init; } = [];

    public static string IdOf(string reference, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reference}.{number}");

    public static Lead Create(LeadOpened e) =>
        new(IdOf(e.Object, e.Number), e.Object, e.Number) { OpenedAt = e.At, Tips = e.Tips.Length, SplitFrom = e.SplitFrom };

    public Lead Apply(TipsJoined e) => this with { Tips = Tips + e.Tips.Length, Status = Status == LeadStatus.Emptied ? LeadStatus.Open : Status };

    public Lead Apply(TipsLeft e) => this with { Tips = Tips - e.Tips.Length, Status = Tips == e.Tips.Length ? LeadStatus.Emptied : Status };

    public Lead Apply(LeadAssessed e) => this with { Status = LeadStatus.Decided, Assessment = e, Reopened = null, ReviewAsked = null, Disagreement = null };

    public Lead Apply(SecondReviewAsked e) => this with { Status = LeadStatus.InReview, ReviewAsked = e.Why };

    public Lead Apply(SecondReviewed e) => e.Decision == e.First ? Reviewed() : this with { Disagreement = e };

    public Lead Apply(Adjudicated e) => Reviewed() with { Assessment = Assessment! with { Decision = e.Decision, Reason = e.Reason } };

    public Lead Apply(AssessmentUndone e) => this with { Status = LeadStatus.Open, Assessment = null, ReviewAsked = null, Disagreement = null };

    public Lead Apply(LeadReopened e) => this with { Status = LeadStatus.Open, Reopened = e, ReviewAsked = null, Disagreement = null };

    public Lead Apply(SuggestionRefused e) => this with { Apart = [.. Apart.Union(e.Others, StringComparer.Ordinal)] };

    public Lead Apply(RefusalTakenBack e) => this with { Apart = [.. Apart.Except(e.Others, StringComparer.Ordinal)] };

    private Lead Reviewed() => this with { Status = LeadStatus.Decided, ReviewAsked = null, Disagreement = null };
}
