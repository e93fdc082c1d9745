using System.Buffers.Binary;

namespace TipIntake.Catalogue;

/// <summary>
/// Holds a finished picture against the few parts it may consist of, so that nothing but pixels leaves the worker, even
/// if a hostile original took the worker over.
/// </summary>
internal static class BarePicture
{
    private const int JfifSegmentLength = 16;

    public static bool IsBare(PhotoRendition size) =>
        size.Width is > 0 and <= PhotoRenditions.LargestWidth
        && size.Height is > 0 and <= PhotoRenditions.LargestHeight
        && HasSize(size.Webp, PhotoFormat.Webp, size)
        && HasSize(size.Jpeg, PhotoFormat.Jpeg, size)
        && IsBareWebp(size.Webp)
        && IsBareJpeg(size.Jpeg);

    private static bool HasSize(byte[] picture, PhotoFormat format, PhotoRendition size) =>
        PhotoHeader.Read(picture, out var header) is null && header == new PhotoHeader(format, size.Width, size.Height);

    // Privacy: one VP8 chunk and nothing else; EXIF, XMP and colour profiles would each be a chunk of their own.
    private static bool IsBareWebp(ReadOnlySpan<byte> webp)
    {
        var riff = BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]);
        var chunk = BinaryPrimitives.ReadUInt32LittleEndian(webp[16..]);
        return webp[12..16].SequenceEqual("VP8 "u8)
            && riff == webp.Length - 8
            && chunk + (chunk & 1) == webp.Length - 20;
    }

    // Privacy: JFIF, tables, frame and scans only; no APP1 to APP15, no comment, nothing after the end marker.
    private static bool IsBareJpeg(ReadOnlySpan<byte> jpeg)
    {
        var at = 2;
        while (jpeg.Length - at >= 4 && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (!MayStandInJpeg(marker, length))
            {
                return false;
            }

            at += 2 + length;
            if (marker == 0xDA)
            {
                at = SkipScan(jpeg, at);
            }
        }

        return jpeg.Length - at == 2 && jpeg[at] == 0xFF && jpeg[at + 1] == 0xD9;
    }

    private static bool MayStandInJpeg(byte marker, int length) => marker switch
    {
        0xE0 => length == JfifSegmentLength,
        0xC0 or 0xC2 or 0xC4 or 0xDB or 0xDD or 0xDA => length >= 2,
        _ => false,
    };

    private static int SkipScan(ReadOnlySpan<byte> jpeg, int at)
    {
        while (at < jpeg.Length - 1)
        {
            if (jpeg[at] == 0xFF && jpeg[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at++;
        }

        return jpeg.Length;
    }
}
