namespace TipIntake.Triage;

/// <summary>What a reviewer decides about a lead.</summary>
internal enum Decision
{
    /// <summary>Passed on: an investigator would act on it.</summary>
    Useful,

    /// <summary>Kept: it may be right.</summary>
    Plausible,

    /// <summary>Right or not, it fits everywhere.</summary>
    TooCommon,

    RuledOut,

    NotUseful,

    Spam,

    Abusive,

    /// <summary>About a person in danger, not about the object: leaves the object's counts and is handled by itself.</summary>
    Safeguarding,
}

internal enum LeadStatus
{
    Open,

    Decided,

    /// <summary>Decided, and waits for somebody who does not know how.</summary>
    InReview,

    /// <summary>No tip is left in it: withdrawn, or in another lead.</summary>
    Emptied,

    /// <summary>The time for which such leads are kept is over. What its tips said is gone; that they were there, and what was decided, stays for the counts.</summary>
    Erased,
}
