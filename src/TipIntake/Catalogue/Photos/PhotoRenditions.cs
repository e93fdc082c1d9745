namespace TipIntake.Catalogue;

/// <summary>One size of a photo, in both formats that are served.</summary>
internal sealed record PhotoRendition(int Width, int Height, byte[] Webp, byte[] Jpeg);

/// <summary>A photo as it is published: every size, and a 64-bit likeness (difference hash) for finding near copies.</summary>
internal sealed record PhotoRenditions(ulong Likeness, IReadOnlyList<PhotoRendition> Sizes)
{
    /// <summary>A picture is never enlarged, so the largest size is the smaller of this and the original.</summary>
    public const int LargestWidth = 2048;

    /// <summary>Keeps a strip of wallpaper from becoming a tower.</summary>
    public const int LargestHeight = 4096;

    private static readonly int[] SmallerWidths = [320, 640, 1280];

    /// <summary>The usual widths that are clearly smaller than the largest, then the largest.</summary>
    public static IEnumerable<int> WidthsFor(int largest) => [.. SmallerWidths.Where(width => width * 5 <= largest * 4), largest];
}

/// <summary>Either the renditions or the code of the refusal.</summary>
internal readonly record struct PhotoOutcome(PhotoRenditions? Renditions, string? Refusal)
{
    public static PhotoOutcome Made(PhotoRenditions renditions) => new(renditions, null);

    public static PhotoOutcome Refused(string code) => new(null, code);
}
