namespace TipIntake.Triage;

internal enum ReferralState
{
    /// <summary>Nobody outside this service knows of it yet.</summary>
    Open,

    HandedOver,

    Closed,
}

/// <summary>The handling of its own that a lead about a person in danger gets: it is handed to a contact point of the operator, and closed when that one has dealt with it.</summary>
/// <param name="Reason">Of the decision.</param>
/// <param name="Tips">How many the lead had then; later ones nobody has read for this.</param>
internal sealed record Referral(string Reason, string By, DateTimeOffset OpenedAt, int Tips)
{
    private static readonly string[] PressingFirst = ["person-in-danger", "self-harm", "disclosure-of-abuse"];

    public ReferralHandedOver? HandedOver { get; init; }

    public ReferralClosed? Closed { get; init; }

    /// <summary>Something new came after it was handed over or closed, so it is to be handed over again.</summary>
    public ReferralRenewed? Renewed { get; init; }

    public ReferralState State => this switch
    {
        { Closed: not null } => ReferralState.Closed,
        { HandedOver: not null } => ReferralState.HandedOver,
        _ => ReferralState.Open,
    };

    public static Referral Of(LeadAssessed decided) => new(decided.Reason, decided.By, decided.At, decided.Tips);

    /// <summary>What nobody has handed over comes first, then whoever is in danger now, then what has waited longest. Lowest first.</summary>
    public (ReferralState State, int Pressing, DateTimeOffset Since) Place() =>
        (State, Array.IndexOf(PressingFirst, Reason) is >= 0 and var place ? place : PressingFirst.Length, OpenedAt);
}

// On the lead's stream. Ids, codes and the other side's file number; never a person's words.

/// <param name="To">Code of a contact point (<see cref="ContactPoint"/>).</param>
/// <param name="File">The number under which it is found there; null: not known yet.</param>
internal sealed record ReferralHandedOver(string To, string? File, string By, DateTimeOffset At);

internal sealed record HandingOverUndone(string By, DateTimeOffset At);

/// <param name="Reason">Of <see cref="CloseReferral.Reasons"/>.</param>
internal sealed record ReferralClosed(string Reason, string By, DateTimeOffset At);

internal sealed record ReferralReopened(string By, DateTimeOffset At);

/// <param name="Why">What later tips or the sender brought (<see cref="Renewal"/>).</param>
internal sealed record ReferralRenewed(string[] Why, DateTimeOffset At);
