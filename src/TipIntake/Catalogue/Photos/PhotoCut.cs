using System.Globalization;

namespace TipIntake.Catalogue;

/// <summary>A rectangle in pixels of the upright picture, counted from its top left corner.</summary>
internal readonly record struct PhotoArea(int Left, int Top, int Width, int Height)
{
    /// <summary>Whether some picture could contain it; which one is decided where it is decoded.</summary>
    public bool IsPlausible =>
        Left >= 0 && Top >= 0 && Width > 0 && Height > 0
        && Left <= PhotoHeader.LongestSide && Top <= PhotoHeader.LongestSide && Width <= PhotoHeader.LongestSide && Height <= PhotoHeader.LongestSide;

    public bool LiesWithin(int width, int height) => IsPlausible && Left + Width <= width && Top + Height <= height;

    /// <summary><c>left,top,width,height</c>; null for anything else.</summary>
    public static PhotoArea? Parse(string text)
    {
        var parts = text.Split(',');
        var numbers = new int[4];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (parts.Length != numbers.Length || !int.TryParse(parts[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return new PhotoArea(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}

/// <summary>What is done to a picture before anything of it is stored: one part is kept, others are covered.</summary>
internal sealed record PhotoCut(PhotoArea? Crop, IReadOnlyList<PhotoArea> Covers)
{
    public const int MostCovers = 20;

    public static readonly PhotoCut None = new(null, []);

    public bool ChangesNothing => Crop is null && Covers.Count == 0;

    public bool IsPlausible => Covers.Count <= MostCovers && Covers.All(cover => cover.IsPlausible) && Crop?.IsPlausible != false;

    public bool LiesWithin(int width, int height) => Crop?.LiesWithin(width, height) != false && Covers.All(cover => cover.LiesWithin(width, height));

    /// <summary>Null when one of the texts is no rectangle.</summary>
    public static PhotoCut? Parse(string? crop, IEnumerable<string?> covers)
    {
        var areas = covers.OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text)).Select(PhotoArea.Parse).ToArray();
        var kept = string.IsNullOrWhiteSpace(crop) ? null : PhotoArea.Parse(crop);
        return Array.Exists(areas, area => area is null) || (kept is null && !string.IsNullOrWhiteSpace(crop))
            ? null
            : new PhotoCut(kept, [.. areas.OfType<PhotoArea>()]);
    }
}
