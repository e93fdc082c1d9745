using JasperFx.Events;

namespace TipIntake.Catalogue;

internal enum ObjectStatus
{
    Draft,
    Proposed,
    Approved,
    Scheduled,
    Published,
    Paused,
    Closed,
    Withdrawn,
}

internal sealed record PhotoSize(int Width, int Height);

/// <summary>
/// A photo of an object. The id comes from the published bytes, so an address never shows another picture; the original's
/// hash tells a repeated import that it has nothing to do.
/// </summary>
internal sealed record TracedPhoto(
    string Id,
    PhotoSize[] Sizes,
    string OriginalHash,
    string Likeness,
    Dictionary<string, string> AlternativeText);

/// <summary>
/// One thing the police ask about, folded from its events. The stream's key is the reference, which never changes and which
/// everybody uses; so a second draft of the same reference meets the first one's key.
/// </summary>
internal sealed record TracedObject(string Id, ObjectTexts Texts)
{
    public ObjectStatus Status { get; init; } = ObjectStatus.Draft;

    public TracedPhoto[] Photos { get; init; } = [];

    public DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public Dictionary<string, string>? ClosingText { get; init; }

    public string? ProposedBy { get; init; }

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>Everybody who ever wrote, added, took out or proposed something here: none of them may approve it.</summary>
    public string[] Contributors { get; init; } = [];

    /// <summary>Why it last came back, until it is proposed again.</summary>
    public ObjectReturned? Returned { get; init; }

    public bool IsPublic => Status is ObjectStatus.Published or ObjectStatus.Paused or ObjectStatus.Closed;

    public static TracedObject Create(IEvent<ObjectDrafted> e) =>
        new(e.Data.Reference, e.Data.Texts) { ChangedAt = e.Timestamp, Contributors = e.Data.By is { } by ? [by] : [] };

    public TracedObject Apply(IEvent<ObjectTextsChanged> e) => Changed(e.Data.By, e.Timestamp) with { Texts = e.Data.Texts };

    public TracedObject Apply(IEvent<ObjectPhotoAdded> e) => Changed(e.Data.By, e.Timestamp) with { Photos = [.. Photos, e.Data.Photo] };

    public TracedObject Apply(IEvent<ObjectPhotoDescribed> e) => Changed(e.Data.By, e.Timestamp) with
    {
        Photos = [.. Photos.Select(p => p.Id == e.Data.PhotoId ? p with { AlternativeText = e.Data.AlternativeText } : p)],
    };

    public TracedObject Apply(IEvent<ObjectPhotoRemoved> e) =>
        Changed(e.Data.By, e.Timestamp) with { Photos = [.. Photos.Where(p => p.Id != e.Data.PhotoId)] };

    public TracedObject Apply(ObjectProposed e) =>
        this with { Status = ObjectStatus.Proposed, ProposedBy = e.By, ApprovedBy = null, Returned = null, Contributors = With(e.By) };

    public TracedObject Apply(ObjectReturned e) => AsDraft() with { Returned = e };

    public TracedObject Apply(ObjectApproved e) => this with { Status = ObjectStatus.Approved, ApprovedBy = e.By };

    public TracedObject Apply(ObjectScheduled e) => this with { Status = ObjectStatus.Scheduled, PublishAt = e.PublishAt };

    public TracedObject Apply(ObjectPublished e) =>
        this with { Status = ObjectStatus.Published, PublishedAt = PublishedAt ?? e.At, PublishAt = null, ChangedAt = e.At };

    public TracedObject Apply(ObjectPaused e) => this with { Status = ObjectStatus.Paused, ChangedAt = e.At };

    public TracedObject Apply(ObjectResumed e) => this with { Status = ObjectStatus.Published, ChangedAt = e.At };

    public TracedObject Apply(ObjectClosed e) =>
        this with { Status = ObjectStatus.Closed, ClosedAt = e.At, ClosingText = e.ClosingText, ChangedAt = e.At };

    public TracedObject Apply(ObjectWithdrawn e) => this with { Status = ObjectStatus.Withdrawn, PublishAt = null, ChangedAt = e.At };

    // What was approved is exactly what is published, so a change takes back every proposal and approval.
    private TracedObject Changed(string? by, DateTimeOffset at) =>
        (Status is ObjectStatus.Proposed or ObjectStatus.Approved or ObjectStatus.Scheduled ? AsDraft() : this) with { ChangedAt = at, Contributors = With(by) };

    private TracedObject AsDraft() => this with { Status = ObjectStatus.Draft, ProposedBy = null, ApprovedBy = null, PublishAt = null };

    private string[] With(string? by) => by is null || Contributors.Contains(by, StringComparer.Ordinal) ? Contributors : [.. Contributors, by];
}
