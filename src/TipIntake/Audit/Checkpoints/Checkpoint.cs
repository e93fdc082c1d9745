using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Audit;

/// <summary>What the trail was at one moment, in few enough bytes to keep somewhere else. Whoever has it can tell later whether the trail still is what it was.</summary>
/// <param name="Size">So many entries, from position 1 on.</param>
/// <param name="Root">Of the Merkle tree over their hashes.</param>
/// <param name="Chain">The chain hash at the last of them.</param>
/// <param name="Previous">The hash of the checkpoint before; zeros for the first.</param>
/// <param name="KeyId">Which key signed it.</param>
internal sealed record Checkpoint(long Size, byte[] Root, byte[] Chain, DateTimeOffset At, byte[] Previous, string KeyId)
{
    public const string Title = "TipIntake audit checkpoint, version 1";
    public const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private const string SignatureName = "signature: ";

    /// <summary>What is signed: seven lines, the last one ended too.</summary>
    public string SignedText => string.Create(
        CultureInfo.InvariantCulture,
        $"{Title}\nsize: {Size}\nroot: {Hex(Root)}\nchain: {Hex(Chain)}\ntime: {At.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)}\nprevious: {Hex(Previous)}\nkey: {KeyId}\n");

    /// <summary>By this the next checkpoint names it.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(SignedText));

    public string Text(byte[] signature) => $"{SignedText}{SignatureName}{Convert.ToBase64String(signature)}\n";

    /// <summary>Null unless every byte is as we would write it.</summary>
    public static (Checkpoint Checkpoint, byte[] Signature)? Parse(string text)
    {
        if (text.Split('\n') is not [Title, var size, var root, var chain, var time, var previous, var key, var signature, ""]
            || !long.TryParse(After("size: ", size), NumberStyles.None, CultureInfo.InvariantCulture, out var entries)
            || !DateTimeOffset.TryParseExact(After("time: ", time), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || Bytes(After("root: ", root)) is not { } rootHash || Bytes(After("chain: ", chain)) is not { } chainHash || Bytes(After("previous: ", previous)) is not { } previousHash
            || After("key: ", key) is not { } keyId || Signature(After(SignatureName, signature)) is not { } signed)
        {
            return null;
        }

        var read = new Checkpoint(entries, rootHash, chainHash, at, previousHash, keyId);
        return read.Text(signed) == text ? (read, signed) : null;
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static string? After(string name, string line) => line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : null;

    private static byte[]? Bytes(string? hex) => hex is { Length: 2 * EntryHash.Size } && hex.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(hex) : null;

    private static byte[]? Signature(string? text)
    {
        var bytes = new byte[CheckpointKey.SignatureSize];
        return Convert.TryFromBase64String(text ?? "", bytes, out var length) && length == bytes.Length ? bytes : null;
    }
}
