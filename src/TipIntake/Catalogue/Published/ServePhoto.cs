using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>Serves one size of a photo of a published object.</summary>
internal sealed class ServePhoto(PublishedCatalogue catalogue, PhotoStore photos)
{
    public static async Task<IResult> Handle(string id, int width, string format, ServePhoto serve, CancellationToken cancel)
    {
        var outcome = await serve.Run(id, width, format, cancel);
        return outcome.IsRefused
            ? outcome.Refusal.ToProblem()
            : new CachedAnswer(outcome.Value.Bytes, outcome.Value.ETag, PhotoFormats.MediaType(format), CachedAnswer.ForEver);
    }

    /// <summary>Asks the catalogue first, so that guessing addresses never reaches the database, nor an unpublished photo the public.</summary>
    public async Task<Outcome<StoredPhoto>> Run(string id, int width, string format, CancellationToken cancel)
    {
        if (catalogue.Current is not { } snapshot)
        {
            return Refusals.StorageUnavailable;
        }

        if (snapshot.FindPhoto(id) is not { } photo || photo.Sizes.All(size => size.Width != width))
        {
            return Refusals.PhotoUnknown;
        }

        return await photos.Find(new PhotoFile(id, width, format), cancel) is { } stored ? stored : Refusals.PhotoUnknown;
    }
}
