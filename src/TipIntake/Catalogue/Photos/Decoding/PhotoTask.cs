using System.Buffers.Binary;

namespace TipIntake.Catalogue;

/// <summary>What the child is given on its standard input: four letters, the rectangles, then the picture's own bytes.</summary>
internal static class PhotoTask
{
    public const int LongestTask = PhotoHeader.LargestFile + HeadLength + ((PhotoCut.MostCovers + 1) * AreaLength);

    private const int HeadLength = 6;
    private const int AreaLength = 16;

    private static ReadOnlySpan<byte> Magic => "CUT1"u8;

    /// <summary>All but the picture.</summary>
    public static byte[] Head(PhotoCut cut)
    {
        PhotoArea[] areas = cut.Crop is { } crop ? [crop, .. cut.Covers] : [.. cut.Covers];
        var head = new byte[HeadLength + (areas.Length * AreaLength)];
        Magic.CopyTo(head);
        (head[4], head[5]) = (cut.Crop is null ? (byte)0 : (byte)1, (byte)cut.Covers.Count);
        for (var i = 0; i < areas.Length; i++)
        {
            var at = head.AsSpan(HeadLength + (i * AreaLength));
            BinaryPrimitives.WriteInt32LittleEndian(at, areas[i].Left);
            BinaryPrimitives.WriteInt32LittleEndian(at[4..], areas[i].Top);
            BinaryPrimitives.WriteInt32LittleEndian(at[8..], areas[i].Width);
            BinaryPrimitives.WriteInt32LittleEndian(at[12..], areas[i].Height);
        }

        return head;
    }

    /// <summary>Null for what the parent cannot have written.</summary>
    public static (PhotoCut Cut, byte[] Original)? Read(ReadOnlySpan<byte> task)
    {
        if (task.Length < HeadLength || !task.StartsWith(Magic) || task[4] > 1 || task[5] > PhotoCut.MostCovers)
        {
            return null;
        }

        var areas = new PhotoArea[task[4] + task[5]];
        var rest = task[HeadLength..];
        if (rest.Length < areas.Length * AreaLength)
        {
            return null;
        }

        for (var i = 0; i < areas.Length; i++)
        {
            areas[i] = ReadArea(rest[(i * AreaLength)..]);
        }

        var cut = task[4] == 1 ? new PhotoCut(areas[0], areas[1..]) : new PhotoCut(null, areas);
        return (cut, rest[(areas.Length * AreaLength)..].ToArray());
    }

    private static PhotoArea ReadArea(ReadOnlySpan<byte> at) => new(
        BinaryPrimitives.ReadInt32LittleEndian(at), BinaryPrimitives.ReadInt32LittleEndian(at[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(at[8..]), BinaryPrimitives.ReadInt32LittleEndian(at[12..]));
}
