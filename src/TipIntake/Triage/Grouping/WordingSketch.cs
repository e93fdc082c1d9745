using System.Buffers.Binary;

namespace TipIntake.Triage;

/// <summary>
/// What is kept of a wording to verify a meeting. Layout: version, how many numbers, how many links, unused; count of pieces (2 bytes);
/// hash of the whole (4); numbers (1 each, 8); links (4 each, 4); one byte of each slot.
/// </summary>
internal static class WordingSketch
{
    private const int CountAt = 4;
    private const int WholeAt = 6;
    private const int NumbersAt = 10;
    private const int MostNumbers = 8;
    private const int LinksAt = NumbersAt + MostNumbers;
    private const int MostLinks = 4;
    private const int SlotsAt = LinksAt + (4 * MostLinks);

    public const int Length = SlotsAt + Shingles.Slots;

    public static byte[] Of(Shingles shingles, List<string> links)
    {
        var sketch = new byte[Length];
        var numbers = Math.Min(shingles.Numbers.Length, MostNumbers);
        var kept = Math.Min(links.Count, MostLinks);
        (sketch[0], sketch[1], sketch[2]) = (Wording.Version, (byte)numbers, (byte)kept);
        BinaryPrimitives.WriteUInt16LittleEndian(sketch.AsSpan(CountAt), (ushort)Math.Min(shingles.Count, ushort.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(sketch.AsSpan(WholeAt), (uint)shingles.Whole);
        for (var i = 0; i < numbers; i++)
        {
            sketch[NumbersAt + i] = (byte)shingles.Numbers[i];
        }

        for (var i = 0; i < kept; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(sketch.AsSpan(LinksAt + (4 * i)), (uint)StableHash.Of(links[i]));
        }

        for (var i = 0; i < Shingles.Slots; i++)
        {
            sketch[SlotsAt + i] = (byte)shingles.Least[i];
        }

        return sketch;
    }

    public static bool IsSame(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != Length || b.Length != Length || a[0] != b[0])
        {
            return false;
        }

        return SharesLink(a, b) || IsSameText(a, b) || IsNearlySame(a, b);
    }

    /// <summary>How much two wordings have in common: of both together, and of the shorter one.</summary>
    public static (double Both, double Shorter) Overlap(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var equal = 0;
        for (var i = SlotsAt; i < Length; i++)
        {
            equal += a[i] == b[i] ? 1 : 0;
        }

        // One byte agrees by chance once in 256 times.
        var both = Math.Max(0, (((double)equal / Shingles.Slots) - (1 / 256d)) / (1 - (1 / 256d)));
        var (countA, countB) = ((double)CountOf(a), (double)CountOf(b));
        var shared = both * (countA + countB) / (1 + both);
        return (both, Math.Min(1, shared / Math.Max(1, Math.Min(countA, countB))));
    }

    private static bool IsNearlySame(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (CountOf(a) < Shingles.FewestToCompare || CountOf(b) < Shingles.FewestToCompare)
        {
            return false;
        }

        var (both, shorter) = Overlap(a, b);
        return both >= 0.4 || (both >= 0.25 && shorter >= 0.6);
    }

    private static bool IsSameText(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        CountOf(a) == CountOf(b) && CountOf(a) + LinkCount(a) + LinkCount(b) >= 0
        && a.Slice(WholeAt, 4).SequenceEqual(b.Slice(WholeAt, 4));

    private static bool SharesLink(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        for (var i = 0; i < LinkCount(a); i++)
        {
            for (var j = 0; j < LinkCount(b); j++)
            {
                if (a.Slice(LinksAt + (4 * i), 4).SequenceEqual(b.Slice(LinksAt + (4 * j), 4)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int CountOf(ReadOnlySpan<byte> sketch) => BinaryPrimitives.ReadUInt16LittleEndian(sketch[CountAt..]);

    private static int LinkCount(ReadOnlySpan<byte> sketch) => sketch[2];
}
