using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <summary>Shows staff a photo that is not public yet: the same rows that the public will be served.</summary>
internal sealed class ServeStaffPhoto(IQuerySession session, PhotoStore photos)
{
    public static async Task<IResult> Handle(HttpContext context, string id, int width, string format, ServeStaffPhoto serve)
    {
        var outcome = await serve.Run(Person.Of(context), new PhotoFile(id, width, format), context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : Results.Bytes(outcome.Value.Bytes, PhotoFormats.MediaType(format));
    }

    public async Task<Outcome<StoredPhoto>> Run(Person person, PhotoFile file, CancellationToken cancel)
    {
        var id = file.Id;
        var isShown = await session.Query<TracedObject>().Within(person.Scope).AnyAsync(o => o.Photos.Any(p => p.Id == id), cancel);
        return isShown && await photos.Find(file, cancel) is { } stored ? stored : Refusals.PhotoUnknown;
    }
}
