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

internal sealed record ObjectDrafted(string Reference, ObjectTexts Texts);

internal sealed record ObjectTextsChanged(ObjectTexts Texts);

internal sealed record ObjectPhotoAdded(TracedPhoto Photo);

internal sealed record ObjectPhotoDescribed(string PhotoId, Dictionary<string, string> AlternativeText);

internal sealed record ObjectPhotoRemoved(string PhotoId);

internal sealed record ObjectProposed(string By);

internal sealed record ObjectApproved(string By);

internal sealed record ObjectPublished(DateTimeOffset At);

internal sealed record ObjectPaused(DateTimeOffset At);

internal sealed record ObjectClosed(DateTimeOffset At, Dictionary<string, string> ClosingText);

internal sealed record ObjectWithdrawn(DateTimeOffset At);
