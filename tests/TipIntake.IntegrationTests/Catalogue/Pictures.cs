using System.Text;
using NetVips;

namespace TipIntake.IntegrationTests.Catalogue;

/// <summary>Pictures made for tests: four coloured quarters, so that every turn and flip shows.</summary>
internal static class Pictures
{
    public const string Canary = "CANARY-4711";

    private static readonly double[] Red = [220, 30, 30];
    private static readonly double[] Green = [30, 200, 60];
    private static readonly double[] Blue = [40, 60, 220];
    private static readonly double[] Yellow = [230, 210, 40];

    /// <summary>Red and green above blue and yellow.</summary>
    public static Image Quarters(int width, int height)
    {
        using var above = Plain(width / 2, height / 2, Red).Join(Plain(width / 2, height / 2, Green), Enums.Direction.Horizontal);
        using var below = Plain(width / 2, height / 2, Blue).Join(Plain(width / 2, height / 2, Yellow), Enums.Direction.Horizontal);
        return above.Join(below, Enums.Direction.Vertical).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public static byte[] Jpeg(int width, int height)
    {
        using var picture = Quarters(width, height);
        return picture.JpegsaveBuffer(q: 90);
    }

    /// <summary>A JPEG as a camera lying on its side writes it: turned, with a tag that says how, a position, a name and a note.</summary>
    public static byte[] FromCamera(int orientation)
    {
        using var upright = Quarters(400, 300);
        using var lying = Lay(upright, orientation);
        var jpeg = lying.JpegsaveBuffer(q: 90, profile: "srgb");
        byte[] exif = [.. "Exif\0\0"u8, .. Exif(orientation)];
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf>{Canary}</rdf></x:xmpmeta>")];
        byte[] iptc = [.. "Photoshop 3.0\0"u8, .. Encoding.ASCII.GetBytes($"8BIM{Canary}")];
        return [.. jpeg[..2], .. Segment(0xE1, exif), .. Segment(0xE1, xmp), .. Segment(0xED, iptc), .. Segment(0xFE, Encoding.ASCII.GetBytes(Canary)), .. jpeg[2..], .. Encoding.ASCII.GetBytes(Canary)];
    }

    /// <summary>Which of the four colours stands in each quarter, read like a page: <c>RGBY</c> when upright.</summary>
    public static string Read(byte[] picture)
    {
        using var image = Image.NewFromBuffer(picture);
        return string.Concat(new[] { (1, 1), (3, 1), (1, 3), (3, 3) }.Select(at => Name(image[image.Width * at.Item1 / 4, image.Height * at.Item2 / 4])));
    }

    private static Image Plain(int width, int height, double[] colour) =>
        (Image.Black(width, height, bands: 3) + colour).Cast(Enums.BandFormat.Uchar);

    private static Image Lay(Image upright, int orientation) => orientation switch
    {
        2 => upright.FlipHor(),
        3 => upright.Rot180(),
        4 => upright.FlipVer(),
        5 => upright.Rot90().FlipHor(),
        6 => upright.Rot270(),
        7 => upright.Rot270().FlipHor(),
        8 => upright.Rot90(),
        _ => upright.Copy(),
    };

    private static char Name(double[] colour) => new (char Name, double[] Colour)[] { ('R', Red), ('G', Green), ('B', Blue), ('Y', Yellow) }
        .MinBy(known => known.Colour.Zip(colour, (a, b) => Math.Abs(a - b)).Sum()).Name;

    private static byte[] Segment(byte marker, byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    /// <summary>Orientation, an artist, and a GPS directory with a latitude.</summary>
    private static byte[] Exif(int orientation)
    {
        var artist = Encoding.ASCII.GetBytes(Canary + "\0");
        byte[] directory = [3, 0, .. Entry(0x0112, 3, 1, orientation), .. Entry(0x013B, 2, artist.Length, 86), .. Entry(0x8825, 4, 1, 50), .. Number(0)];
        byte[] position = [2, 0, .. Entry(0x0001, 2, 2, 'N'), .. Entry(0x0002, 5, 3, 86 + artist.Length), .. Number(0)];
        byte[] latitude = [.. Number(50), .. Number(1), .. Number(30), .. Number(1), .. Number(11), .. Number(1)];
        return [.. "II*\0"u8, .. Number(8), .. directory, .. position, .. new byte[6], .. artist, .. latitude];
    }

    private static byte[] Entry(int tag, int type, int count, int value) =>
        [(byte)tag, (byte)(tag >> 8), (byte)type, 0, .. Number(count), .. Number(value)];

    private static byte[] Number(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
