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

    public static PhotoOutcome MakeRenditions(byte[] original)
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

            using var largest = DecodeUpright(original);
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

    private static Image DecodeUpright(byte[] original)
    {
        using var shrunk = Image.ThumbnailBuffer(
            original,
            PhotoRenditions.LargestWidth,
            height: PhotoRenditions.LargestHeight,
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
