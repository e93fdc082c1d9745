using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace TipIntake.Tips;

/// <summary>
/// The bytes of a sealed contact: version (1) | key id (8) | ephemeral public key (32) | nonce (24) | ciphertext and tag (848).
/// Sealing and opening share nothing but this (infra/docs/decisions/0007).
/// </summary>
internal static class ContactEnvelope
{
    public const byte Version = 1;

    /// <summary>The longest contact in Unicode scalars. Each takes at most four bytes, so all fit into <see cref="PaddedSize"/>.</summary>
    public const int LongestContact = 200;

    public const int HeaderSize = NonceAt + 24;
    public const int Size = HeaderSize + PaddedSize + 16;

    // Privacy: every contact is padded to this one size, so the length of an envelope tells a telephone number from nothing.
    public const int PaddedSize = 832;

    private const int KeyIdAt = 1;
    private const int EphemeralAt = KeyIdAt + ContactKeyId.Size;
    private const int NonceAt = EphemeralAt + ContactPublicKey.Size;
    private const int LengthSize = sizeof(ushort);

    public static AeadAlgorithm Cipher => AeadAlgorithm.XChaCha20Poly1305;

    private static ReadOnlySpan<byte> Purpose => "tipintake.contact.v1"u8;

    public static ContactKeyId KeyId(ReadOnlySpan<byte> envelope) => ContactKeyId.Read(envelope[KeyIdAt..]);

    public static ReadOnlySpan<byte> Ephemeral(ReadOnlySpan<byte> envelope) => envelope[EphemeralAt..NonceAt];

    public static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> envelope) => envelope[NonceAt..HeaderSize];

    public static void WriteHeader(Span<byte> envelope, ContactKeyId keyId, PublicKey ephemeral)
    {
        envelope[0] = Version;
        keyId.Write(envelope[KeyIdAt..]);
        ephemeral.TryExport(KeyBlobFormat.RawPublicKey, envelope[EphemeralAt..NonceAt], out _);
    }

    public static void WriteNonce(Span<byte> envelope) => RandomNumberGenerator.Fill(envelope[NonceAt..HeaderSize]);

    /// <summary>The key that seals: bound to both public keys, the key id and the version, so that none can be swapped.</summary>
    public static Key DeriveKey(SharedSecret secret, ReadOnlySpan<byte> envelope, ContactPublicKey recipient) =>
        KeyDerivationAlgorithm.HkdfSha256.DeriveKey(
            secret,
            salt: [.. Ephemeral(envelope), .. recipient.Bytes],
            info: [.. Purpose, .. envelope[..EphemeralAt]],
            Cipher);

    /// <summary>What the tag also covers: an envelope moved to another tip does not open.</summary>
    public static byte[] AssociatedData(Guid tipId, ReadOnlySpan<byte> envelope) =>
        [.. Purpose, .. tipId.ToByteArray(bigEndian: true), .. envelope[..HeaderSize]];

    /// <summary>Length, text in UTF-8, zeros.</summary>
    public static void Pad(string contact, Span<byte> padded)
    {
        if (!Encoding.UTF8.TryGetBytes(contact, padded[LengthSize..], out var length))
        {
            throw new ArgumentException($"A contact has at most {LongestContact} characters.", nameof(contact));
        }

        BinaryPrimitives.WriteUInt16BigEndian(padded, (ushort)length);
        padded[(LengthSize + length)..].Clear();
    }

    /// <summary>The text, or null where the padding is not ours: anybody can seal to a public key, so this is input.</summary>
    public static string? Unpad(ReadOnlySpan<byte> padded)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(padded);
        var rest = padded[LengthSize..];

        return length <= rest.Length && !rest[length..].ContainsAnyExcept((byte)0) ? Encoding.UTF8.GetString(rest[..length]) : null;
    }
}
