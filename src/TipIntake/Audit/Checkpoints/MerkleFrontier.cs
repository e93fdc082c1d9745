using System.Security.Cryptography;

namespace TipIntake.Audit;

/// <summary>
/// The Merkle tree of RFC 6962 over the entry hashes, reduced to what the next root needs: the roots of its full subtrees, one for each one-bit
/// of its size, the largest first.
/// </summary>
internal sealed class MerkleFrontier
{
    private const byte Node = 0x01;

    private readonly List<byte[]> subtrees;

    public MerkleFrontier()
        : this(0, [])
    {
    }

    private MerkleFrontier(long size, List<byte[]> subtrees) => (Size, this.subtrees) = (size, subtrees);

    public long Size { get; private set; }

    /// <summary>Of no leaf: the hash of nothing.</summary>
    public byte[] Root()
    {
        var root = subtrees.Count == 0 ? SHA256.HashData([]) : subtrees[^1];
        for (var i = subtrees.Count - 2; i >= 0; i--)
        {
            root = Parent(subtrees[i], root);
        }

        return root;
    }

    public void Add(byte[] leaf)
    {
        for (var full = Size; (full & 1) == 1; full >>= 1)
        {
            leaf = Parent(subtrees[^1], leaf);
            subtrees.RemoveAt(subtrees.Count - 1);
        }

        subtrees.Add(leaf);
        Size++;
    }

    public byte[] ToBytes() => [.. subtrees.SelectMany(hash => hash)];

    public static MerkleFrontier From(long size, byte[] bytes) => bytes.Length == long.PopCount(size) * EntryHash.Size
        ? new MerkleFrontier(size, [.. bytes.Chunk(EntryHash.Size)])
        : throw new ArgumentException("The frontier does not fit the size.", nameof(bytes));

    private static byte[] Parent(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> data = stackalloc byte[1 + (2 * EntryHash.Size)];
        data[0] = Node;
        left.CopyTo(data[1..]);
        right.CopyTo(data[(1 + EntryHash.Size)..]);
        return SHA256.HashData(data);
    }
}
