using System.Buffers.Binary;

namespace TipIntake.Catalogue;

/// <summary>Reads a PNG's IHDR and looks for the animation chunk, which must stand before the pixels.</summary>
internal static class PngHeader
{
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Matches(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static string? Read(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        var rest = file[SignatureLength..];
        if (rest.Length < 16)
        {
            return PhotoRefusals.Truncated;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(rest) != 13 || !rest[4..8].SequenceEqual("IHDR"u8))
        {
            return PhotoRefusals.Damaged;
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(rest[8..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(rest[12..]);
        if (width > int.MaxValue || height > int.MaxValue)
        {
            return PhotoRefusals.Damaged;
        }

        header = new PhotoHeader(PhotoFormat.Png, (int)width, (int)height);
        return FindPixels(rest);
    }

    private static string? FindPixels(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= ChunkOverhead)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            var kind = chunks[4..8];
            if (kind.SequenceEqual("IDAT"u8))
            {
                return null;
            }

            if (kind.SequenceEqual("acTL"u8))
            {
                return PhotoRefusals.Animated;
            }

            if (kind.SequenceEqual("IEND"u8))
            {
                return PhotoRefusals.Damaged;
            }

            if (length > (uint)(chunks.Length - ChunkOverhead))
            {
                return PhotoRefusals.Truncated;
            }

            chunks = chunks[((int)length + ChunkOverhead)..];
        }

        return PhotoRefusals.Truncated;
    }
}
