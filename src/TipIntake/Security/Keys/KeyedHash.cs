using System.Security.Cryptography;

namespace TipIntake.Security.Keys;

/// <summary>HMAC-SHA-256 under one key, from any thread.</summary>
internal sealed class KeyedHash(byte[] key)
{
    public const int Size = HMACSHA256.HashSizeInBytes;

    // Setting up a keyed hash costs more than using it for a short text; these are lent out and handed back.
    private readonly IncrementalHash?[] spare = new IncrementalHash?[Environment.ProcessorCount];

    public void Of(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        ref var place = ref spare[(uint)Thread.GetCurrentProcessorId() % (uint)spare.Length];
        var hash = Interlocked.Exchange(ref place, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(message);
        hash.GetHashAndReset(mac);
        Interlocked.Exchange(ref place, hash)?.Dispose();
    }
}
