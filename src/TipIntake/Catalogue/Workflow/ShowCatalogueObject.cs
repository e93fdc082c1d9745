using JasperFx.Events;
using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Urls">Smallest first.</param>
/// <param name="AlsoShownBy">References of other public objects with the very same picture: withdrawing this one leaves it there.</param>
internal sealed record CataloguePhotoView(string Id, int Width, int Height, Dictionary<string, string> AlternativeText, string[] Urls, LikePhoto[] Likes, string[] AlsoShownBy);

/// <param name="Event">Its name in infra/docs/events.md.</param>
/// <param name="By">staff: and an id, terminal, or worker: and a name; null for what was written before names were.</param>
internal sealed record CatalogueHistoryEntry(DateTimeOffset At, string Event, string? By, string? Reason = null, string? Note = null);

/// <param name="Missing">Before it can be proposed: photo, alternative-text.</param>
/// <param name="May">What whoever asks may do with it as it stands.</param>
internal sealed record CatalogueObjectView(
    string Reference, long Version, ObjectStatus Status, ObjectTexts Texts, CataloguePhotoView[] Photos, DateTimeOffset ChangedAt, DateTimeOffset? PublishAt, DateTimeOffset? PublishedAt,
    DateTimeOffset? ClosedAt, Dictionary<string, string>? ClosingText, string? ProposedBy, string? ApprovedBy, string[] Missing, string[] May, CatalogueHistoryEntry[] History);

/// <summary>One object in any state, with everything that staff know about it.</summary>
internal sealed class ShowCatalogueObject(IQuerySession session, LikePhotos likes, PublishedCatalogue catalogue)
{
    public static async Task<IResult> Handle(HttpContext context, string reference, ShowCatalogueObject show)
    {
        var outcome = await show.Run(Person.Of(context), reference, context.RequestAborted);
        return outcome.IsRefused
            ? outcome.Refusal.ToProblem()
            : new VersionedAnswer(outcome.Value.Version, PersonalAnswer.Json(outcome.Value, CatalogueDeskJson.Readable.CatalogueObjectView));
    }

    public async Task<Outcome<CatalogueObjectView>> Run(Person person, string reference, CancellationToken cancel)
    {
        // First the events: a change in between makes the version too old, which is refused later, never too new.
        var events = await session.Events.FetchStreamAsync(reference, token: cancel);
        if (await session.Query<TracedObject>().Within(person.Scope).FirstOrDefaultAsync(o => o.Id == reference, cancel) is not { } current)
        {
            return Refusals.ObjectUnknown;
        }

        var photos = new List<CataloguePhotoView>();
        foreach (var photo in current.Photos)
        {
            photos.Add(View(photo, await likes.Of(person.Scope, reference, photo, cancel), AlsoShownBy(reference, photo.Id)));
        }

        return new CatalogueObjectView(
            current.Id, events.Count, current.Status, current.Texts, [.. photos], current.ChangedAt, current.PublishAt, current.PublishedAt, current.ClosedAt, current.ClosingText,
            current.ProposedBy, current.ApprovedBy, [.. ObjectDecisions.Missing(current)], [.. PossibleActs.Of(current, person)], [.. events.Select(ObjectHistory.View)]);
    }

    // What is public has no scope: anybody can see that both show it.
    private string[] AlsoShownBy(string reference, string photo) =>
        [.. (catalogue.Current?.NewestFirst ?? []).Where(o => o.Reference != reference && o.Photos.Any(p => p.Id == photo)).Select(o => o.Reference)];

    private static CataloguePhotoView View(TracedPhoto photo, LikePhoto[] likes, string[] alsoShownBy) => new(
        photo.Id, photo.Sizes[^1].Width, photo.Sizes[^1].Height, photo.AlternativeText,
        [.. photo.Sizes.Select(size => $"/api/v1/catalogue/photos/{photo.Id}/{size.Width}.{PhotoFormats.Webp}")], likes, alsoShownBy);
}

/// <summary>Events as a list that people read: who, what, when, why.</summary>
internal static class ObjectHistory
{
    public static CatalogueHistoryEntry View(IEvent happened)
    {
        var (by, reason, note) = happened.Data switch
        {
            ObjectDrafted e => (e.By, null, null),
            ObjectTextsChanged e => (e.By, null, null),
            ObjectPhotoAdded e => (e.By, null, null),
            ObjectPhotoDescribed e => (e.By, null, null),
            ObjectPhotoRemoved e => (e.By, null, null),
            ObjectProposed e => (e.By, null, null),
            ObjectReturned e => (e.By, e.Reason, e.Note),
            ObjectApproved e => (e.By, null, null),
            ObjectScheduled e => (e.By, null, null),
            ObjectPublished e => (e.By, null, null),
            ObjectPaused e => (e.By, null, null),
            ObjectResumed e => (e.By, null, null),
            ObjectClosed e => (e.By, e.Result, null),
            ObjectWithdrawn e => (e.By, e.Reason, null),
            _ => ((string?)null, (string?)null, (string?)null),
        };
        return new CatalogueHistoryEntry(happened.Timestamp, happened.Data.GetType().Name, by, reason, note);
    }
}
