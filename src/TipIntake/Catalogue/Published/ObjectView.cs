using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace TipIntake.Catalogue;

/// <param name="Id">Comes from the picture's bytes: the same id is always the same picture.</param>
/// <param name="Width">Width of the largest size, in pixels.</param>
/// <param name="Height">Height of the largest size, in pixels.</param>
/// <param name="AlternativeText">What the photo shows, for those who cannot see it.</param>
/// <param name="Urls">Each size in each format: <c>"640.webp": "/photos/…/640.webp"</c>.</param>
internal sealed record PhotoView(string Id, int Width, int Height, string AlternativeText, IReadOnlyDictionary<string, string> Urls);

/// <param name="Reference">Stable name of the object, such as <c>OBJ-2026-0007</c>.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Question">What the police want to know.</param>
/// <param name="Category">Kind of object, such as <c>bag</c> or <c>wallpaper</c>.</param>
/// <param name="Regions">Where it may come from: ISO 3166-1 countries in capitals, or larger regions such as <c>western-europe</c>.</param>
/// <param name="Status"><c>open</c>: tips are taken; <c>paused</c>: not at the moment; <c>closed</c>: no longer needed.</param>
/// <param name="PublishedAt">When it was first published.</param>
/// <param name="ClosedAt">When it was closed, if it was.</param>
/// <param name="ClosingText">What came of it, if it was closed.</param>
/// <param name="Photos">At least one.</param>
internal sealed record ObjectView(
    string Reference,
    string Title,
    string Question,
    string Category,
    IReadOnlyList<string> Regions,
    PublishedStatus Status,
    DateTimeOffset PublishedAt,
    DateTimeOffset? ClosedAt,
    string? ClosingText,
    IReadOnlyList<PhotoView> Photos)
{
    public static ObjectView From(PublishedObject shown, string language) => new(
        shown.Reference,
        shown.Title(language),
        shown.Question(language),
        shown.Texts.Category,
        shown.Texts.Regions,
        shown.Status,
        shown.PublishedAt,
        shown.ClosedAt,
        shown.Closing(language),
        [.. shown.Photos.Select(photo => View(photo, shown, language))]);

    private static PhotoView View(PublishedPhoto photo, PublishedObject shown, string language) => new(
        photo.Id,
        photo.Largest.Width,
        photo.Largest.Height,
        photo.AlternativeText.In(language, shown.Texts.DefaultLanguage),
        photo.Sizes
            .SelectMany(_ => PhotoFormats.Served, (size, format) => (size.Width, format))
            .ToDictionary(
                file => string.Create(CultureInfo.InvariantCulture, $"{file.Width}.{file.format}"),
                file => photo.Url(file.Width, file.format),
                StringComparer.Ordinal));
}

/// <param name="Objects">Newest first.</param>
/// <param name="NextCursor">Ask again with <c>cursor=</c> this for older ones; null when there are none.</param>
internal sealed record ObjectListView(IReadOnlyList<ObjectView> Objects, string? NextCursor);

[JsonSerializable(typeof(ObjectView))]
[JsonSerializable(typeof(ObjectListView))]
internal sealed partial class CatalogueJson : JsonSerializerContext
{
    public static readonly CatalogueJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter<PublishedStatus>(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
