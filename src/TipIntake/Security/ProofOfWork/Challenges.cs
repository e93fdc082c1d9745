using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TipIntake.Security.Keys;

namespace TipIntake.Security.ProofOfWork;

/// <summary>
/// Makes challenges and knows its own again. Nothing is kept of a challenge that is out: what it says is signed with a key from the key
/// ring, together with the object that it is for.
/// </summary>
internal sealed class Challenges(KeyRing keys, TimeProvider clock)
{
    /// <summary>Long enough to write a long tip on a small keyboard.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    public static readonly int TextLength = Base64Url.GetEncodedLength(Length);

    private const int NumberLength = 12;
    private const int SaidLength = sizeof(short) + 1 + (2 * sizeof(uint)) + NumberLength;
    private const int SignatureLength = 16;
    private const int Length = SaidLength + SignatureLength;

    public Challenge Make(string reference, Strength strength)
    {
        var now = clock.GetUtcNow();
        var key = keys.Current;
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt16BigEndian(bytes, key.Id);
        bytes[2] = (byte)strength.Bits;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[3..], (uint)(now + strength.Wait).ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32BigEndian(bytes[7..], (uint)(now + Lifetime).ToUnixTimeSeconds());
        RandomNumberGenerator.Fill(bytes[11..SaidLength]);
        Sign(key, bytes[..SaidLength], reference, bytes[SaidLength..]);
        return Read(Base64Url.EncodeToString(bytes), bytes);
    }

    /// <summary>Null for anything that we did not make for this object.</summary>
    public Challenge? Find(ReadOnlySpan<char> text, string reference)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != TextLength || Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done || length != Length)
        {
            return null;
        }

        var keyId = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (keys.NewestFirst.FirstOrDefault(known => known.Id == keyId) is not { } key)
        {
            return null;
        }

        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(key, bytes[..SaidLength], reference, signature);
        return CryptographicOperations.FixedTimeEquals(signature, bytes[SaidLength..]) ? Read(text.ToString(), bytes) : null;
    }

    private static Challenge Read(string text, ReadOnlySpan<byte> bytes) => new(
        text,
        bytes[2],
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[3..])),
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[7..])),
        new UInt128(BinaryPrimitives.ReadUInt32BigEndian(bytes[11..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[15..])));

    private static void Sign(KeySet key, ReadOnlySpan<byte> said, string reference, Span<byte> signature)
    {
        Span<byte> mac = stackalloc byte[KeyedHash.Size];
        key.ProofMac([.. said, .. Encoding.UTF8.GetBytes(reference)], mac);
        mac[..SignatureLength].CopyTo(signature);
    }
}
