using System.Buffers.Binary;

namespace TipIntake.Catalogue;

/// <summary>
/// Whether a picture's end is there. Decoders fill a missing rest with grey and call it a warning; nobody would recognise
/// an object by that. A WebP says its length in the header, which was checked there.
/// </summary>
internal static class PhotoEnd
{
    private const byte EndOfImage = 0xD9;
    private const int PngSignature = 8;
    private const int ChunkOverhead = 12;

    public static bool IsThere(ReadOnlySpan<byte> file, PhotoFormat format) => format switch
    {
        PhotoFormat.Jpeg => JpegEnds(file),
        PhotoFormat.Png => PngEnds(file),
        _ => true,
    };

    private static bool JpegEnds(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at < file.Length - 1)
        {
            var (marker, stuffed) = (file[at + 1], file[at + 1] is 0x00 or 0x01 or 0xFF or (>= 0xD0 and <= 0xD8));
            if (file[at] != 0xFF || stuffed)
            {
                // Inside a scan, or padding between segments.
                at++;
            }
            else if (marker == EndOfImage)
            {
                return true;
            }
            else if (file.Length - at < 4)
            {
                return false;
            }
            else
            {
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            }
        }

        return false;
    }

    private static bool PngEnds(ReadOnlySpan<byte> file)
    {
        var chunks = file[PngSignature..];
        while (chunks.Length >= ChunkOverhead)
        {
            if (chunks[4..8].SequenceEqual("IEND"u8))
            {
                return true;
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            if (length > (uint)(chunks.Length - ChunkOverhead))
            {
                return false;
            }

            chunks = chunks[((int)length + ChunkOverhead)..];
        }

        return false;
    }
}
