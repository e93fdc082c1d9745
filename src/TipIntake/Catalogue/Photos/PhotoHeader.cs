namespace TipIntake.Catalogue;

internal enum PhotoFormat
{
    Jpeg,
    Png,
    Webp,
}

/// <summary>
/// What a picture's first bytes promise, read without decoding a pixel. Everything that would be dear to decode is
/// refused here: a PNG of a few hundred bytes can declare 500 million pixels.
/// </summary>
internal readonly record struct PhotoHeader(PhotoFormat Format, int Width, int Height)
{
    public const int LargestFile = 10 * 1024 * 1024;
    public const int MostPixels = 25_000_000;

    /// <summary>No side may be longer than what WebP can hold.</summary>
    public const int LongestSide = 16_383;

    /// <summary>Answers null and a header, or the code of the refusal. Never throws, whatever the bytes are.</summary>
    public static string? Read(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        if (file.IsEmpty)
        {
            return PhotoRefusals.Empty;
        }

        if (file.Length > LargestFile)
        {
            return PhotoRefusals.FileTooLarge;
        }

        return ReadFormat(file, out header) ?? Measure(header);
    }

    private static string? ReadFormat(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        if (JpegHeader.Matches(file))
        {
            return JpegHeader.Read(file, out header);
        }

        if (PngHeader.Matches(file))
        {
            return PngHeader.Read(file, out header);
        }

        if (WebpHeader.Matches(file))
        {
            return WebpHeader.Read(file, out header);
        }

        header = default;
        return PhotoRefusals.FormatUnknown;
    }

    private static string? Measure(PhotoHeader header)
    {
        if (header.Width <= 0 || header.Height <= 0)
        {
            return PhotoRefusals.Damaged;
        }

        return (long)header.Width * header.Height > MostPixels || Math.Max(header.Width, header.Height) > LongestSide
            ? PhotoRefusals.TooManyPixels
            : null;
    }
}
