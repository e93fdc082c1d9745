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

    /// <summary>Who has decided since it was last open, one after the other.</summary>
    public string[] Looked { get; init; } = [];

    /// <summary>The handling of its own that it has when somebody may be in danger.</summary>
    public Referral? Referral { get; init; }

    public string? SplitFrom { get; init; }

    /// <summary>The lead that a person moved all of its tips to.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Leads and hypotheses with which a person said that it does not belong.</summary>
    public string[] Apart { get; init; } = [];

    public static string IdOf(string reference, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reference}.{number}");

    /// <summary>The object that a lead's or hypothesis's id begins with; null for anything else.</summary>
    public static string? ObjectOf(string id) => id.LastIndexOf('.') is > 0 and var dot ? id[..dot] : null;

    public static Lead Create(LeadOpened e) =>
        new(IdOf(e.Object, e.Number), e.Object, e.Number) { OpenedAt = e.At, Tips = e.Tips.Length, SplitFrom = e.SplitFrom };

    public Lead Apply(TipsJoined e) => this with { Tips = Tips + e.Tips.Length, Status = Status == LeadStatus.Emptied ? LeadStatus.Open : Status, MergedInto = null };

    public Lead Apply(TipsLeft e) => this with { Tips = Tips - e.Tips.Length, Status = Tips == e.Tips.Length && Status != LeadStatus.Erased ? LeadStatus.Emptied : Status };

    public Lead Apply(LeadErased e) => this with { Status = LeadStatus.Erased };

    public Lead Apply(LeadMerged e) => this with { MergedInto = e.Into };

    public Lead Apply(LeadAssessed e) => this with { Status = LeadStatus.Decided, Assessment = e, Reopened = null, ReviewAsked = null, Disagreement = null, Looked = [e.By], Referral = ReferralOf(e) };

    public Lead Apply(SecondReviewAsked e) => this with { Status = LeadStatus.InReview, ReviewAsked = e.Why };

    /// <summary>Whoever sees a person in danger waits for no third opinion.</summary>
    public Lead Apply(SecondReviewed e) => e.Decision == e.First ? Reviewed(e.By)
        : e.Decision == Decision.Safeguarding ? Reviewed(e.By).With(new LeadAssessed(e.Decision, e.Reason, e.By, Tips, e.At))
        : this with { Disagreement = e, Looked = [.. Looked, e.By] };

    public Lead Apply(Adjudicated e) => Reviewed(e.By).With(new LeadAssessed(e.Decision, e.Reason, e.By, Assessment!.Tips, e.At));

    public Lead Apply(AssessmentUndone e) => this with { Status = LeadStatus.Open, Assessment = null, ReviewAsked = null, Disagreement = null, Looked = [], Referral = null };

    public Lead Apply(LeadReopened e) => this with { Status = LeadStatus.Open, Reopened = e, ReviewAsked = null, Disagreement = null, Looked = [] };

    public Lead Apply(ReferralHandedOver e) => this with { Referral = Referral! with { HandedOver = e, Renewed = null } };

    public Lead Apply(HandingOverUndone e) => this with { Referral = Referral! with { HandedOver = null } };

    public Lead Apply(ReferralClosed e) => this with { Referral = Referral! with { Closed = e } };

    public Lead Apply(ReferralRenewed e) => this with { Referral = (Referral ?? Referral.Of(Assessment!)) with { HandedOver = null, Closed = null, Renewed = e } };

    public Lead Apply(ReferralReopened e) => this with
    {
        Status = Status == LeadStatus.Open ? LeadStatus.Decided : Status,
        Reopened = null,
        Looked = [Assessment!.By],
        Referral = Referral! with { Closed = null },
    };

    public Lead Apply(SuggestionRefused e) => this with { Apart = [.. Apart.Union(e.Others, StringComparer.Ordinal)] };

    public Lead Apply(RefusalTakenBack e) => this with { Apart = [.. Apart.Except(e.Others, StringComparer.Ordinal)] };

    /// <summary>By whoever decided last, as long as nobody has gone on with it.</summary>
    /// <param name="member">As <see cref="TipIntake.Security.Access.Person.Member"/> names people.</param>
    public bool MayBeTakenBackBy(string member) =>
        this is { Status: LeadStatus.Decided or LeadStatus.InReview, Disagreement: null, Looked: [.., var last] } && last == member && Referral is null or { State: ReferralState.Open };

    private static Referral? ReferralOf(LeadAssessed decided) => decided.Decision == Decision.Safeguarding ? Referral.Of(decided) : null;

    private Lead Reviewed(string by) => this with { Status = LeadStatus.Decided, ReviewAsked = null, Disagreement = null, Looked = [.. Looked, by] };

    private Lead With(LeadAssessed held) => this with { Assessment = held, Referral = ReferralOf(held) };
}
