namespace TipIntake.Catalogue;

/// <summary>What the police ask: everything about an object but its photos.</summary>
internal sealed record ObjectTexts(
    string DefaultLanguage,
    Dictionary<string, string> Title,
    Dictionary<string, string> Question,
    string Category,
    string[] Regions)
{
    public bool SameAs(ObjectTexts other) =>
        string.Equals(DefaultLanguage, other.DefaultLanguage, StringComparison.Ordinal)
        && string.Equals(Category, other.Category, StringComparison.Ordinal)
        && Regions.SequenceEqual(other.Regions, StringComparer.Ordinal)
        && Title.SameAs(other.Title)
        && Question.SameAs(other.Question);
}

/// <summary>What whoever proposes an object to be published stands up for, point by point.</summary>
internal sealed record Attestation(bool IsNeutral, bool ShowsNoPerson, bool ShowsNoAbuse, bool NamesNoVictim)
{
    public bool IsWhole => IsNeutral && ShowsNoPerson && ShowsNoAbuse && NamesNoVictim;
}

internal sealed record ObjectDrafted(string Reference, ObjectTexts Texts, string? By = null);

internal sealed record ObjectTextsChanged(ObjectTexts Texts, string? By = null);

internal sealed record ObjectPhotoAdded(TracedPhoto Photo, string? By = null);

internal sealed record ObjectPhotoDescribed(string PhotoId, Dictionary<string, string> AlternativeText, string? By = null);

internal sealed record ObjectPhotoRemoved(string PhotoId, string? By = null);

internal sealed record ObjectProposed(string By, Attestation? Attestation = null);

/// <param name="Note">From one member of staff to another; never from a sender.</param>
internal sealed record ObjectReturned(string By, string Reason, string? Note = null);

internal sealed record ObjectApproved(string By);

internal sealed record ObjectScheduled(string By, DateTimeOffset PublishAt);

internal sealed record ObjectPublished(DateTimeOffset At, string? By = null);

internal sealed record ObjectPaused(DateTimeOffset At, string? By = null);

internal sealed record ObjectResumed(DateTimeOffset At, string By);

internal sealed record ObjectClosed(DateTimeOffset At, Dictionary<string, string> ClosingText, string? By = null, string? Result = null);

internal sealed record ObjectWithdrawn(DateTimeOffset At, string? By = null, string? Reason = null);
