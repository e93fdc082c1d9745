using Marten;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>What the public was asked, for those who read the answers: question and photos, as long as the public sees them.</summary>
internal sealed class ShowTracedObject(IQuerySession session, PhotoStore photos)
{
    public static async Task<IResult> HandlePhoto(HttpContext context, string id, int width, string format, ShowTracedObject show)
    {
        var outcome = await show.Photo(Person.Of(context), new PhotoFile(id, width, format), context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : Results.Bytes(outcome.Value.Bytes, PhotoFormats.MediaType(format));
    }

    public static string AddressOf(string photo, int width) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/api/v1/triage/photos/{photo}/{width}.{PhotoFormats.Webp}");

    /// <summary>Null outside the scope as for one that does not exist.</summary>
    public async Task<TracedObject?> Run(Person person, string reference, CancellationToken cancel) =>
        await session.Query<TracedObject>().Within(person.Scope).FirstOrDefaultAsync(o => o.Id == reference, cancel) is { } found ? AsShown(found) : null;

    /// <summary>Those that were ever public, newest first.</summary>
    public async Task<IReadOnlyList<TracedObject>> All(Person person, CancellationToken cancel)
    {
        var found = await session.Query<TracedObject>().Within(person.Scope).Where(o => o.PublishedAt != null).ToListAsync(cancel);
        return [.. found.OrderByDescending(o => o.PublishedAt).ThenByDescending(o => o.Id, StringComparer.Ordinal).Select(AsShown)];
    }

    public async Task<Outcome<StoredPhoto>> Photo(Person person, PhotoFile file, CancellationToken cancel)
    {
        var id = file.Id;
        var of = await session.Query<TracedObject>().Within(person.Scope).Where(o => o.Photos.Any(p => p.Id == id)).ToListAsync(cancel);
        return of.Any(o => o.IsPublic) && await photos.Find(file, cancel) is { } stored ? stored : Refusals.PhotoUnknown;
    }

    // What was taken down for what it shows is not shown here either.
    private static TracedObject AsShown(TracedObject traced) => traced.IsPublic ? traced : traced with { Photos = [] };
}
