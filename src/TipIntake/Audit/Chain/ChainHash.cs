using System.Security.Cryptography;

namespace TipIntake.Audit;

/// <summary>Each link is the hash of the link before it and of the entry, so whatever changes one changes all that follow.</summary>
internal static class ChainHash
{
    /// <summary>Before the first entry: 32 zero bytes.</summary>
    public static readonly byte[] Start = new byte[EntryHash.Size];

    public static byte[] Next(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> entryHash)
    {
        Span<byte> both = stackalloc byte[2 * EntryHash.Size];
        previous.CopyTo(both);
        entryHash.CopyTo(both[EntryHash.Size..]);
        return SHA256.HashData(both);
    }
}
