using System.Globalization;
using TipIntake.Catalogue;

namespace TipIntake.Pages.Public.Objects;

/// <summary>How a photo stands on a page.</summary>
/// <param name="Sizes">How wide it is shown, for browsers to choose a rendition by.</param>
internal sealed record ShownPhoto(PublishedObject Shown, PublishedPhoto Photo, string Sizes)
{
    public bool IsBelowTheFold { get; init; }

    /// <summary>What a browser without <c>srcset</c> gets: large enough to recognise something on a telephone.</summary>
    public PhotoSize Usual => Photo.Sizes.LastOrDefault(size => size.Width <= 640) ?? Photo.Sizes[0];

    public string SourceSet(string format) =>
        string.Join(", ", Photo.Sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"{Photo.Url(size.Width, format)} {size.Width}w")));
}
