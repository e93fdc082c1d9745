using System.Buffers.Binary;

namespace TipIntake.Catalogue;

/// <summary>Walks a JPEG's segments up to its start of frame, which holds the size.</summary>
internal static class JpegHeader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static bool Matches(ReadOnlySpan<byte> file) => file is [0xFF, 0xD8, 0xFF, ..];

    public static string? Read(ReadOnlySpan<byte> file, out PhotoHeader header)
    {
        header = default;
        var at = 2;
        while (TryNextMarker(file, ref at, out var marker))
        {
            if (marker is EndOfImage or StartOfScan)
            {
                return PhotoRefusals.Damaged;
            }

            if (StandsAlone(marker))
            {
                continue;
            }

            if (file.Length - at < 2)
            {
                return PhotoRefusals.Truncated;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (IsStartOfFrame(marker))
            {
                return ReadFrame(file[at..], length, out header);
            }

            at += Math.Max(length, (ushort)2);
        }

        return PhotoRefusals.Truncated;
    }

    /// <summary>Skips whatever lies before the next marker, as every decoder does; cameras leave padding there.</summary>
    private static bool TryNextMarker(ReadOnlySpan<byte> file, ref int at, out byte marker)
    {
        marker = 0;
        if (at >= file.Length)
        {
            return false;
        }

        var start = file[at..].IndexOf((byte)0xFF);
        if (start < 0)
        {
            return false;
        }

        at += start;
        while (at < file.Length && file[at] == 0xFF)
        {
            at++;
        }

        if (at >= file.Length)
        {
            return false;
        }

        marker = file[at++];
        return true;
    }

    private static bool StandsAlone(byte marker) => marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8);

    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static string? ReadFrame(ReadOnlySpan<byte> segment, ushort length, out PhotoHeader header)
    {
        header = default;
        if (length < 8)
        {
            return PhotoRefusals.Damaged;
        }

        if (segment.Length < length)
        {
            return PhotoRefusals.Truncated;
        }

        header = new PhotoHeader(
            PhotoFormat.Jpeg,
            BinaryPrimitives.ReadUInt16BigEndian(segment[5..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
        return null;
    }
}
