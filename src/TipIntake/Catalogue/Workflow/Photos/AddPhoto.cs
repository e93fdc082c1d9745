using System.Globalization;
using System.Security.Cryptography;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Catalogue;

/// <param name="Photo">Its id.</param>
/// <param name="Likes">Earlier photos that look like it; it was taken all the same.</param>
internal sealed record AddPhotoResponse(string Reference, long Version, string Photo, LikePhoto[] Likes);

/// <summary>An editor adds a photo. Of the file nothing is kept but what the child made of the parts that may be seen.</summary>
internal sealed class AddPhoto(ObjectDesk desk, PhotoWorker worker, LikePhotos likes)
{
    public const string Crop = "crop";
    public const string Cover = "cover";

    public static async Task<IResult> Handle(HttpContext context, string reference, AddPhoto add)
    {
        var version = ObjectVersion.Asked(context.Request);
        if (version.IsRefused)
        {
            return version.Refusal.ToProblem();
        }

        if (PhotoCut.Parse(context.Request.Query[Crop], context.Request.Query[Cover]) is not { } cut)
        {
            return PhotoRefusals.ToRefusal(PhotoRefusals.CutOutside).ToProblem();
        }

        var original = await ReadInMemory(context.Request.Body, context.RequestAborted);
        var outcome = await add.Run(Person.Of(context), reference, version.Value, original, cut, [], context.RequestAborted);
        return outcome.IsRefused
            ? outcome.Refusal.ToProblem()
            : new VersionedAnswer(outcome.Value.Version, PersonalAnswer.Json(outcome.Value, CatalogueDeskJson.Readable.AddPhotoResponse, StatusCodes.Status201Created));
    }

    public async Task<Outcome<AddPhotoResponse>> Run(
        Person person, string reference, long version, ReadOnlyMemory<byte> original, PhotoCut cut, Dictionary<string, string> alternativeText, CancellationToken cancel)
    {
        var made = await worker.MakeRenditions(original, cut, cancel);
        if (made.Renditions is not { } renditions)
        {
            return PhotoRefusals.ToRefusal(made.Refusal!);
        }

        var photo = Describe(original.Span, renditions, alternativeText);
        var act = new ObjectAct(person, reference, version, AuditActs.ObjectPhotoAdded, Details: [new("photo", photo.Id)]);
        var outcome = await desk.Act(act, current => ObjectDecisions.AddPhoto(current, photo, act.By), cancel, session => PhotoStore.Add(session, photo.Id, renditions));
        return outcome.IsRefused
            ? outcome.Refusal
            : new AddPhotoResponse(reference, outcome.Value.Version, photo.Id, await likes.Of(person.Scope, reference, photo, cancel));
    }

    /// <summary>One byte more than allowed is enough for the header check to refuse it.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadInMemory(Stream body, CancellationToken cancel)
    {
        using var original = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while (original.Length <= PhotoHeader.LargestFile && (read = await body.ReadAsync(buffer, cancel)) > 0)
        {
            original.Write(buffer, 0, read);
        }

        return original.GetBuffer().AsMemory(0, (int)original.Length);
    }

    private static TracedPhoto Describe(ReadOnlySpan<byte> original, PhotoRenditions renditions, Dictionary<string, string> alternativeText) => new(
        PhotoStore.IdOf(renditions),
        [.. renditions.Sizes.Select(size => new PhotoSize(size.Width, size.Height))],
        Convert.ToHexStringLower(SHA256.HashData(original)),
        renditions.Likeness.ToString("x16", CultureInfo.InvariantCulture),
        alternativeText);
}
