using NetVips;

namespace TipIntake.Catalogue;

/// <summary>
/// Decodes and re-encodes with libvips. Runs in the child process only: the service itself never loads the library.
/// </summary>
internal static class PhotoDecoder
{
    private const int JpegQuality = 82;
    private const int WebpQuality = 80;
    private const int WebpEffort = 4;

    private static readonly double[] White = [255, 255, 255];
    private static readonly double[] Black = [0, 0, 0];

    /// <summary>Switches off every loader but the three that are allowed, and everything that keeps memory or threads.</summary>
    public static void Prepare()
    {
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        Operation.Block("VipsForeignLoadJpeg", false);
        Operation.Block("VipsForeignLoadPng", false);
        Operation.Block("VipsForeignLoadWebp", false);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
    }

    public static PhotoOutcome MakeRenditions(byte[] original) => MakeRenditions(original, PhotoCut.None);

    public static PhotoOutcome MakeRenditions(byte[] original, PhotoCut cut)
    {
        if (PhotoHeader.Read(original, out var header) is { } refusal)
        {
            return PhotoOutcome.Refused(refusal);
        }

        try
        {
            if (!IsWhatItsHeaderSays(original, header))
            {
                return PhotoOutcome.Refused(PhotoRefusals.Damaged);
            }

            using var largest = cut.ChangesNothing ? DecodeUpright(original, PhotoRenditions.LargestWidth, PhotoRenditions.LargestHeight) : DecodeCut(original, cut);
            if (largest is null)
            {
                return PhotoOutcome.Refused(PhotoRefusals.CutOutside);
            }

            var sizes = PhotoRenditions.WidthsFor(largest.Width).Select(width => Encode(largest, width)).ToArray();
            return PhotoOutcome.Made(new PhotoRenditions(LikenessOf(largest), sizes));
        }
        catch (VipsException fault)
        {
            return PhotoOutcome.Refused(Classify(fault));
        }
    }

    private static bool IsWhatItsHeaderSays(byte[] original, PhotoHeader header)
    {
        using var picture = Image.NewFromBuffer(original, access: Enums.Access.Sequential);
        return picture.Width == header.Width && picture.Height == header.Height;
    }

    /// <summary>Covers and cuts every pixel of the picture before it is made smaller, so that nothing covered shines through at an edge. Null: outside.</summary>
    private static Image? DecodeCut(byte[] original, PhotoCut cut)
    {
        using var upright = DecodeUpright(original, PhotoHeader.LongestSide, PhotoHeader.LongestSide);
        if (!cut.LiesWithin(upright.Width, upright.Height))
        {
            return null;
        }

        // Privacy: opaque, over the pixels themselves; what was there is not in memory any more.
        using var covered = upright.Mutate(picture =>
        {
            foreach (var cover in cut.Covers)
            {
                picture.DrawRect(Black, cover.Left, cover.Top, cover.Width, cover.Height, fill: true);
            }
        });
        var kept = cut.Crop ?? new PhotoArea(0, 0, upright.Width, upright.Height);
        using var part = covered.ExtractArea(kept.Left, kept.Top, kept.Width, kept.Height);
        using var sized = part.ThumbnailImage(PhotoRenditions.LargestWidth, height: PhotoRenditions.LargestHeight, size: Enums.Size.Down);
        return sized.CopyMemory();
    }

    private static Image DecodeUpright(byte[] original, int mostWidth, int mostHeight)
    {
        using var shrunk = Image.ThumbnailBuffer(
            original,
            mostWidth,
            height: mostHeight,
            size: Enums.Size.Down,
            outputProfile: "srgb",
            failOn: Enums.FailOn.Error);
        using var rgb = shrunk.Colourspace(Enums.Interpretation.Srgb);
        using var opaque = rgb.HasAlpha() ? rgb.Flatten(background: White) : rgb.Copy();
        using var bytes = opaque.Cast(Enums.BandFormat.Uchar);
        return bytes.CopyMemory();
    }

    private static PhotoRendition Encode(Image largest, int width)
    {
        using var sized = width == largest.Width ? largest.Copy() : largest.ThumbnailImage(width, height: PhotoRenditions.LargestHeight);

        // Privacy: keep none; position, camera, owner, thumbnail and colour profile stay behind.
        return new PhotoRendition(
            sized.Width,
            sized.Height,
            sized.WebpsaveBuffer(q: WebpQuality, effort: WebpEffort, keep: Enums.ForeignKeep.None),
            sized.JpegsaveBuffer(q: JpegQuality, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None));
    }

    /// <summary>A difference hash: is each of 8 × 8 cells brighter than its right-hand neighbour?</summary>
    private static ulong LikenessOf(Image largest)
    {
        using var tiny = largest.ThumbnailImage(9, height: 8, size: Enums.Size.Force);
        using var grey = tiny.Colourspace(Enums.Interpretation.Bw);
        var pixels = grey.WriteToMemory<byte>();
        var likeness = 0UL;
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++)
            {
                var here = (row * 9) + column;
                likeness = (likeness << 1) | (pixels[here] > pixels[here + 1] ? 1UL : 0UL);
            }
        }

        return likeness;
    }

    private static string Classify(VipsException fault)
    {
        if (fault.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase))
        {
            return PhotoRefusals.NeedsTooMuchMemory;
        }

        return fault.Message.Contains("premature end", StringComparison.OrdinalIgnoreCase)
            || fault.Message.Contains("end of", StringComparison.OrdinalIgnoreCase)
            || fault.Message.Contains("truncated", StringComparison.OrdinalIgnoreCase)
                ? PhotoRefusals.Truncated
                : PhotoRefusals.Damaged;
    }
}
