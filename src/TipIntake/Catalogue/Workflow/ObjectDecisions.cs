using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>What may become of an object, and by whom: state in, events or a refusal out. No clock, no database.</summary>
internal static class ObjectDecisions
{
    public const int MostPhotos = ObjectEntryValidator.MostPhotos;

    public static Outcome<object[]> Draft(TracedObject? current, string reference, ObjectTexts texts, string by) =>
        current is null ? Happens(new ObjectDrafted(reference, texts, by)) : Refusals.ReferenceTaken;

    public static Outcome<object[]> ChangeTexts(TracedObject current, ObjectTexts texts, string by)
    {
        if (!MayChange(current))
        {
            return Refusals.ObjectState;
        }

        return current.Texts.SameAs(texts) ? Happens() : Happens(new ObjectTextsChanged(texts, by));
    }

    public static Outcome<object[]> AddPhoto(TracedObject current, TracedPhoto photo, string by) => current switch
    {
        _ when !MayChange(current) => Refusals.ObjectState,
        _ when Has(current, photo.Id) => PhotoRefusals.ToRefusal(PhotoRefusals.Twice),
        { Photos.Length: >= MostPhotos } => PhotoRefusals.ToRefusal(PhotoRefusals.TooMany),
        _ => Happens(new ObjectPhotoAdded(photo, by)),
    };

    public static Outcome<object[]> DescribePhoto(TracedObject current, string photo, Dictionary<string, string> text, string by)
    {
        if (!Has(current, photo))
        {
            return Refusals.PhotoUnknown;
        }

        if (!MayChange(current))
        {
            return Refusals.ObjectState;
        }

        return current.Photos.Single(p => p.Id == photo).AlternativeText.SameAs(text) ? Happens() : Happens(new ObjectPhotoDescribed(photo, text, by));
    }

    public static Outcome<object[]> RemovePhoto(TracedObject current, string photo, string by) => current switch
    {
        _ when !Has(current, photo) => Refusals.PhotoUnknown,
        _ when !MayChange(current) => Refusals.ObjectState,
        _ => Happens(new ObjectPhotoRemoved(photo, by)),
    };

    public static Outcome<object[]> Propose(TracedObject current, Attestation attestation, string by) => current switch
    {
        { Status: not ObjectStatus.Draft } => Refusals.ObjectState,
        _ when !attestation.IsWhole || Missing(current).Any() => Refusals.ObjectIncomplete,
        _ => Happens(new ObjectProposed(by, attestation)),
    };

    /// <summary>Takes nothing from anybody and shows nothing to anybody, so any publisher may, also one who had a hand in it.</summary>
    public static Outcome<object[]> Return(TracedObject current, string reason, string? note, string by) =>
        current.Status is ObjectStatus.Proposed or ObjectStatus.Approved or ObjectStatus.Scheduled
            ? Happens(new ObjectReturned(by, reason, note))
            : Refusals.ObjectState;

    public static Outcome<object[]> Approve(TracedObject current, string by) => current switch
    {
        { Status: not ObjectStatus.Proposed } => Refusals.ObjectState,
        _ when HadAHand(current, by) => Refusals.SecondPersonNeeded,
        _ => Happens(new ObjectApproved(by)),
    };

    /// <summary>Again for another time.</summary>
    public static Outcome<object[]> Schedule(TracedObject current, DateTimeOffset publishAt, string by) =>
        current.Status is ObjectStatus.Approved or ObjectStatus.Scheduled ? Happens(new ObjectScheduled(by, publishAt)) : Refusals.ObjectState;

    public static Outcome<object[]> Publish(TracedObject current, DateTimeOffset now, string by) =>
        current.Status is ObjectStatus.Approved or ObjectStatus.Scheduled ? Happens(new ObjectPublished(now, by)) : Refusals.ObjectState;

    /// <summary>What the clock does.</summary>
    public static Outcome<object[]> PublishDue(TracedObject current, DateTimeOffset now, string by) =>
        current.Status == ObjectStatus.Scheduled && current.PublishAt <= now ? Happens(new ObjectPublished(now, by)) : Refusals.ObjectState;

    public static Outcome<object[]> Pause(TracedObject current, DateTimeOffset now, string by) =>
        current.Status == ObjectStatus.Published ? Happens(new ObjectPaused(now, by)) : Refusals.ObjectState;

    public static Outcome<object[]> Resume(TracedObject current, DateTimeOffset now, string by) =>
        current.Status == ObjectStatus.Paused ? Happens(new ObjectResumed(now, by)) : Refusals.ObjectState;

    public static Outcome<object[]> Close(TracedObject current, string result, Dictionary<string, string> text, DateTimeOffset now, string by) =>
        current.Status is ObjectStatus.Published or ObjectStatus.Paused ? Happens(new ObjectClosed(now, text, by, result)) : Refusals.ObjectState;

    /// <summary>From wherever it stands, and for good: a photo that should not be seen has no state in which it may stay.</summary>
    public static Outcome<object[]> Withdraw(TracedObject current, string reason, DateTimeOffset now, string by) =>
        current.Status == ObjectStatus.Withdrawn ? Refusals.ObjectState : Happens(new ObjectWithdrawn(now, by, reason));

    /// <summary>What an object still lacks before it can be proposed, as codes.</summary>
    public static IEnumerable<string> Missing(TracedObject current)
    {
        if (current.Photos.Length == 0)
        {
            yield return "photo";
        }

        if (current.Photos.Any(photo => !photo.AlternativeText.ContainsKey(current.Texts.DefaultLanguage)))
        {
            yield return "alternative-text";
        }
    }

    public static bool HadAHand(TracedObject current, string by) => current.Contributors.Contains(by, StringComparer.Ordinal);

    // What the public sees stays as two persons saw it. To correct it, withdraw it and begin anew under another reference.
    public static bool MayChange(TracedObject current) =>
        current.Status is ObjectStatus.Draft or ObjectStatus.Proposed or ObjectStatus.Approved or ObjectStatus.Scheduled;

    private static bool Has(TracedObject current, string photo) => current.Photos.Any(p => p.Id == photo);

    private static Outcome<object[]> Happens(params object[] events) => events;
}
