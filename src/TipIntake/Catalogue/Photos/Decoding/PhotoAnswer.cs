using System.Buffers.Binary;
using System.Text;

namespace TipIntake.Catalogue;

/// <summary>
/// The child's answer on its standard output: four letters, then either a refusal code or the renditions. The reader
/// trusts nothing: the child has just decoded a stranger's bytes.
/// </summary>
internal static class PhotoAnswer
{
    /// <summary>More than four sizes in two formats ever need; the parent stops reading here.</summary>
    public const int LongestAnswer = 24 * 1024 * 1024;

    private const int MostSizes = 4;
    private const int PreambleLength = 14;
    private const int SizeHeaderLength = 16;
    private const byte Success = 1;
    private const byte Refusal = 2;

    private static ReadOnlySpan<byte> Magic => "TIP1"u8;

    public static byte[] Write(PhotoOutcome outcome)
    {
        using var answer = new MemoryStream();
        answer.Write(Magic);
        if (outcome.Renditions is { } renditions)
        {
            WriteRenditions(answer, renditions);
        }
        else
        {
            var code = Encoding.ASCII.GetBytes(outcome.Refusal ?? PhotoRefusals.WorkerFailed);
            answer.WriteByte(Refusal);
            answer.WriteByte((byte)code.Length);
            answer.Write(code);
        }

        return answer.ToArray();
    }

    public static PhotoOutcome Read(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < Magic.Length + 2 || !answer.StartsWith(Magic))
        {
            return PhotoOutcome.Refused(PhotoRefusals.WorkerFailed);
        }

        return answer[Magic.Length] switch
        {
            Refusal => PhotoOutcome.Refused(ReadRefusal(answer[(Magic.Length + 1)..])),
            Success when ReadRenditions(answer) is { } renditions => PhotoOutcome.Made(renditions),
            _ => PhotoOutcome.Refused(PhotoRefusals.WorkerFailed),
        };
    }

    private static void WriteRenditions(MemoryStream answer, PhotoRenditions renditions)
    {
        Span<byte> number = stackalloc byte[8];
        answer.WriteByte(Success);
        BinaryPrimitives.WriteUInt64LittleEndian(number, renditions.Likeness);
        answer.Write(number);
        answer.WriteByte((byte)renditions.Sizes.Count);
        foreach (var size in renditions.Sizes)
        {
            ReadOnlySpan<int> fields = [size.Width, size.Height, size.Webp.Length, size.Jpeg.Length];
            foreach (var field in fields)
            {
                BinaryPrimitives.WriteInt32LittleEndian(number, field);
                answer.Write(number[..4]);
            }

            answer.Write(size.Webp);
            answer.Write(size.Jpeg);
        }
    }

    private static string ReadRefusal(ReadOnlySpan<byte> rest)
    {
        var code = rest.Length - 1 == rest[0] ? Encoding.ASCII.GetString(rest[1..]) : "";
        return PhotoRefusals.Knows(code) ? code : PhotoRefusals.WorkerFailed;
    }

    private static PhotoRenditions? ReadRenditions(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < PreambleLength || answer[PreambleLength - 1] is 0 or > MostSizes)
        {
            return null;
        }

        var likeness = BinaryPrimitives.ReadUInt64LittleEndian(answer[(Magic.Length + 1)..]);
        var sizes = new PhotoRendition[answer[PreambleLength - 1]];
        var rest = answer[PreambleLength..];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (ReadSize(ref rest) is not { } size)
            {
                return null;
            }

            sizes[i] = size;
        }

        return rest.IsEmpty ? new PhotoRenditions(likeness, sizes) : null;
    }

    private static PhotoRendition? ReadSize(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < SizeHeaderLength)
        {
            return null;
        }

        var width = BinaryPrimitives.ReadInt32LittleEndian(rest);
        var height = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
        var webp = BinaryPrimitives.ReadInt32LittleEndian(rest[8..]);
        var jpeg = BinaryPrimitives.ReadInt32LittleEndian(rest[12..]);
        rest = rest[SizeHeaderLength..];
        if (webp <= 0 || jpeg <= 0 || webp > rest.Length || jpeg > rest.Length - webp)
        {
            return null;
        }

        var size = new PhotoRendition(width, height, rest[..webp].ToArray(), rest.Slice(webp, jpeg).ToArray());
        rest = rest[(webp + jpeg)..];
        return BarePicture.IsBare(size) ? size : null;
    }
}
