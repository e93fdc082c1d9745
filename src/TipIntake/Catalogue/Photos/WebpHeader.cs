using System.Buffers.Binary;

namespace TipIntake.Catalogue;

/// <summary>Reads the size from a WebP's first chunk: lossy (VP8), lossless (VP8L) or extended (VP8X).</summary>
internal static class WebpHeader
{
    private const int RiffLength = 12;
    private const int ChunkHeader = 8;
    private const byte AnimationFlag = 0x02;

    public static bool Matches(ReadOnlySpan<byte> file) =>
        file.Length >= RiffLength && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8);

    public static string? Read(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        if (BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) > (uint)(file.Length - ChunkHeader)
            || file.Length < RiffLength + ChunkHeader + 10)
        {
            return PhotoRefusals.Truncated;
        }

        var kind = file[RiffLength..(RiffLength + 4)];
        var body = file[(RiffLength + ChunkHeader)..];
        if (kind.SequenceEqual("VP8 "u8))
        {
            return ReadLossy(body, out header);
        }

        if (kind.SequenceEqual("VP8L"u8))
        {
            return ReadLossless(body, out header);
        }

        return kind.SequenceEqual("VP8X"u8) ? ReadExtended(body, out header) : PhotoRefusals.Damaged;
    }

    private static string? ReadLossy(ReadOnlySpan<byte> body, out PhotoHeader header)
    {
        header = default;
        if (!body[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            return PhotoRefusals.Damaged;
        }

        header = new PhotoHeader(
            PhotoFormat.Webp,
            BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF,
            BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
        return null;
    }

    private static string? ReadLossless(ReadOnlySpan<byte> body, out PhotoHeader header)
    {
        header = default;
        if (body[0] != 0x2F)
        {
            return PhotoRefusals.Damaged;
        }

        var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
        header = new PhotoHeader(PhotoFormat.Webp, (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        return null;
    }

    private static string? ReadExtended(ReadOnlySpan<byte> body, out PhotoHeader header)
    {
        header = new PhotoHeader(PhotoFormat.Webp, ReadUInt24(body[4..]) + 1, ReadUInt24(body[7..]) + 1);
        return (body[0] & AnimationFlag) != 0 ? PhotoRefusals.Animated : null;
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
