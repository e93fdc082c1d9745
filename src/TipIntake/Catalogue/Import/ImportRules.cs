using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>A photo of an entry that is ready to be stored; without renditions when the object has it already.</summary>
internal sealed record ImportedPhoto(TracedPhoto Photo, PhotoRenditions? Renditions);

/// <summary>What an import changes on an object. The same file twice changes nothing.</summary>
internal static class ImportRules
{
    public const string NotDraft = "object-not-draft";
    /// <summary>Who did it, in events and in the trail: nobody who is signed in.</summary>
    public const string Actor = "terminal";

    public const string Withdrawn = "object-withdrawn";

    public static string Explain(string code) => code == Withdrawn
        ? "It was withdrawn and cannot come back by an import."
        : "It is no longer a draft; a change needs a proposal and a second person.";

    /// <param name="publishes">In Development, or where somebody asked for it by name: else a second person must agree, so an import makes drafts.</param>
    public static Outcome<IReadOnlyList<object>> Decide(
        TracedObject? current, ObjectEntry entry, IReadOnlyList<TracedPhoto> photos, bool publishes, DateTimeOffset now)
    {
        if (current is { Status: ObjectStatus.Withdrawn })
        {
            return new Refusal(Withdrawn, StatusCodes.Status409Conflict);
        }

        List<object> events = [.. ChangeTexts(current, entry), .. ChangePhotos(current?.Photos ?? [], photos)];
        if (!publishes && events.Count > 0 && current is not (null or { Status: ObjectStatus.Draft }))
        {
            return new Refusal(NotDraft, StatusCodes.Status409Conflict);
        }

        if (publishes)
        {
            events.AddRange(Publish(current, entry, now));
        }

        return events;
    }

    private static IEnumerable<object> ChangeTexts(TracedObject? current, ObjectEntry entry)
    {
        var texts = entry.ToTexts();
        if (current is null)
        {
            yield return new ObjectDrafted(entry.Reference!, texts, Actor);
        }
        else if (!current.Texts.SameAs(texts))
        {
            yield return new ObjectTextsChanged(texts, Actor);
        }
    }

    private static IEnumerable<object> ChangePhotos(IReadOnlyList<TracedPhoto> before, IReadOnlyList<TracedPhoto> after)
    {
        foreach (var gone in before.Where(old => after.All(photo => photo.Id != old.Id)))
        {
            yield return new ObjectPhotoRemoved(gone.Id, Actor);
        }

        foreach (var photo in after)
        {
            var old = before.FirstOrDefault(p => p.Id == photo.Id);
            if (old is null)
            {
                yield return new ObjectPhotoAdded(photo, Actor);
            }
            else if (!old.AlternativeText.SameAs(photo.AlternativeText))
            {
                yield return new ObjectPhotoDescribed(photo.Id, photo.AlternativeText, Actor);
            }
        }
    }

    private static IEnumerable<object> Publish(TracedObject? current, ObjectEntry entry, DateTimeOffset now)
    {
        if (current is not { IsPublic: true })
        {
            yield return new ObjectPublished(now, Actor);
        }

        if (entry.Closed?.Text is { } text && !(current?.ClosingText?.SameAs(text) ?? false))
        {
            yield return new ObjectClosed(now, text, Actor);
        }
    }
}
