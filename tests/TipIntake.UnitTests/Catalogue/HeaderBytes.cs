using System.Buffers.Binary;
using System.Text;

namespace TipIntake.UnitTests.Catalogue;

/// <summary>The first bytes of pictures, written by hand.</summary>
internal static class HeaderBytes
{
    public static byte[] Jpeg(int width, int height) =>
    [
        0xFF, 0xD8,
        0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
        0xFF, 0xFF, 0xC2, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3,
        1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
    ];

    public static byte[] Png(int width, int height, string next = "IDAT") =>
    [
        0x89, .. "PNG\r\n\u001a\n"u8,
        0, 0, 0, 13, .. "IHDR"u8, .. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0, 1, 2, 3, 4,
        0, 0, 0, 4, .. "gAMA"u8, 0, 0, 0, 1, 5, 6, 7, 8,
        0, 0, 0, 1, .. Encoding.ASCII.GetBytes(next), 9, 1, 2, 3,
    ];

    public static byte[] WebpLossy(int width, int height) =>
        Webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)]);

    public static byte[] WebpLossless(int width, int height)
    {
        var bits = (width - 1) | ((height - 1) << 14);
        return Webp("VP8L", [0x2F, (byte)bits, (byte)(bits >> 8), (byte)(bits >> 16), (byte)(bits >> 24), 0, 0, 0, 0, 0]);
    }

    public static byte[] WebpExtended(int width, int height, byte flags) => Webp(
        "VP8X",
        [flags, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16), (byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16)]);

    public static IEnumerable<byte[]> OneOfEach() =>
        [Jpeg(640, 480), Png(64, 48), WebpLossy(12, 13), WebpLossless(14, 15), WebpExtended(16, 17, 0)];

    private static byte[] Webp(string kind, byte[] body) =>
        [.. "RIFF"u8, .. LittleEndian(12 + body.Length), .. "WEBP"u8, .. Encoding.ASCII.GetBytes(kind), .. LittleEndian(body.Length), .. body];

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] LittleEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
