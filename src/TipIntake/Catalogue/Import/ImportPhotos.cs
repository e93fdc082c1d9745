using System.Globalization;
using System.Security.Cryptography;
using TipIntake.Platform;

namespace TipIntake.Catalogue;

/// <summary>Reads the photos of one entry and has the new ones re-encoded.</summary>
internal sealed class ImportPhotos(PhotoWorker worker)
{
    public const string FileMissing = "photo-file-missing";
    public const string Twice = "photo-twice";

    public static string Explain(string code) => code switch
    {
        FileMissing => "A photo's file is missing or lies outside the folder.",
        Twice => "The same photo stands there twice.",
        _ => PhotoRefusals.Explain(code),
    };

    public async Task<Outcome<IReadOnlyList<ImportedPhoto>>> Run(
        string folder, ObjectEntry entry, TracedObject? current, Action<string> say, CancellationToken cancel)
    {
        var photos = new List<ImportedPhoto>();
        foreach (var wanted in entry.Photos!)
        {
            var photo = await ReadOne(folder, wanted, current, cancel);
            if (photo.IsRefused)
            {
                say($"  {wanted.File}: refused, {photo.Refusal.Code}");
                return photo.Refusal;
            }

            if (photos.Any(other => other.Photo.Id == photo.Value.Photo.Id))
            {
                say($"  {wanted.File}: refused, {Twice}");
                return new Refusal(Twice, StatusCodes.Status409Conflict);
            }

            say($"  {wanted.File}: {Describe(photo.Value)}");
            photos.Add(photo.Value);
        }

        return photos;
    }

    private async Task<Outcome<ImportedPhoto>> ReadOne(string folder, PhotoEntry wanted, TracedObject? current, CancellationToken cancel)
    {
        if (await ReadFile(folder, wanted.File!, cancel) is not { } original)
        {
            return new Refusal(FileMissing, StatusCodes.Status404NotFound);
        }

        // Privacy: the hash of an original stays in the database; it could tell somebody who holds the file where it came from.
        var hash = Convert.ToHexStringLower(SHA256.HashData(original));
        if (current?.Photos.FirstOrDefault(p => p.OriginalHash == hash) is { } known)
        {
            return new ImportedPhoto(known with { AlternativeText = wanted.AlternativeText! }, null);
        }

        var made = await worker.MakeRenditions(original, cancel);
        if (made.Renditions is not { } renditions)
        {
            return new Refusal(made.Refusal!, StatusCodes.Status422UnprocessableEntity);
        }

        var sizes = renditions.Sizes.Select(size => new PhotoSize(size.Width, size.Height)).ToArray();
        var likeness = renditions.Likeness.ToString("x16", CultureInfo.InvariantCulture);
        return new ImportedPhoto(
            new TracedPhoto(PhotoStore.IdOf(renditions), sizes, hash, likeness, wanted.AlternativeText!), renditions);
    }

    /// <summary>Null for a file that is missing or lies outside the folder.</summary>
    private static async Task<byte[]?> ReadFile(string folder, string name, CancellationToken cancel)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var file = new FileInfo(Path.Combine(root, name));
        if (!file.FullName.StartsWith(root, StringComparison.Ordinal) || !file.Exists)
        {
            return null;
        }

        // One byte more than allowed is enough for the header check to refuse it.
        await using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(file.Length, PhotoHeader.LargestFile + 1)];
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    private static string Describe(ImportedPhoto photo) =>
        photo.Renditions is null ? "unchanged" : $"sizes {string.Join(", ", photo.Photo.Sizes.Select(s => s.Width))}";
}
