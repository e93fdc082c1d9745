using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace TipIntake.UnitTests.Tips;

/// <summary>
/// The envelope composed a second time, from the standards and without the library that the service uses: X25519 (RFC 7748) in
/// plain integers, HChaCha20 (draft-irtf-cfrg-xchacha), and .NET's own HKDF and ChaCha20-Poly1305.
/// </summary>
internal static class ContactByHand
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    public static byte[] Seal(string contact, Guid tipId, byte[] recipient, byte[] ephemeralPrivate, byte[] nonce)
    {
        byte[] header = [1, .. SHA256.HashData(recipient)[..8], .. PublicOf(ephemeralPrivate), .. nonce];
        var (cipher, shortNonce) = Cipher(X25519(ephemeralPrivate, recipient), header, recipient, nonce);
        var text = Encoding.UTF8.GetBytes(contact);
        var padded = new byte[832];
        BinaryPrimitives.WriteUInt16BigEndian(padded, (ushort)text.Length);
        text.CopyTo(padded, 2);

        var sealedText = new byte[padded.Length];
        var tag = new byte[16];
        cipher.Encrypt(shortNonce, padded, sealedText, tag, AssociatedData(tipId, header));
        return [.. header, .. sealedText, .. tag];
    }

    public static string Open(byte[] envelope, Guid tipId, byte[] recipientPrivate)
    {
        var header = envelope[..65];
        var secret = X25519(recipientPrivate, header[9..41]);
        var (cipher, shortNonce) = Cipher(secret, header, PublicOf(recipientPrivate), header[41..]);
        var padded = new byte[832];
        cipher.Decrypt(shortNonce, envelope[65..^16], envelope[^16..], padded, AssociatedData(tipId, header));
        return Encoding.UTF8.GetString(padded, 2, BinaryPrimitives.ReadUInt16BigEndian(padded));
    }

    public static byte[] PublicOf(byte[] privateKey) => X25519(privateKey, [9, .. new byte[31]]);

    public static byte[] X25519(byte[] scalar, byte[] point)
    {
        byte[] k = [.. scalar];
        k[0] &= 248;
        k[31] = (byte)((k[31] & 127) | 64);
        var x1 = new BigInteger([.. point[..31], (byte)(point[31] & 127)], isUnsigned: true);
        var bits = new BigInteger(k, isUnsigned: true);
        var (x2, z2, x3, z3) = (BigInteger.One, BigInteger.Zero, x1, BigInteger.One);

        for (var t = 254; t >= 0; t--)
        {
            var swap = !((bits >> t) & 1).IsZero;
            (x2, x3, z2, z3) = swap ? (x3, x2, z3, z2) : (x2, x3, z2, z3);
            var (a, b, c, d) = (x2 + z2, x2 - z2, x3 + z3, x3 - z3);
            var (aa, bb, da, cb) = (a * a % P, b * b % P, d * a % P, c * b % P);
            (x3, z3) = ((da + cb) * (da + cb) % P, x1 * ((da - cb) * (da - cb) % P) % P);
            (x2, z2) = (aa * bb % P, (aa - bb) * (aa + (121665 * (aa - bb) % P)) % P);
            (x2, x3, z2, z3) = swap ? (x3, x2, z3, z2) : (x2, x3, z2, z3);
        }

        var result = ((x2 * BigInteger.ModPow((z2 + P + P) % P, P - 2, P) % P) + P) % P;
        var bytes = new byte[32];
        result.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    public static byte[] HChaCha20(byte[] key, byte[] nonce)
    {
        byte[] start = [.. "expand 32-byte k"u8, .. key, .. nonce];
        var s = Enumerable.Range(0, 16).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(i * 4))).ToArray();
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                Quarter(s, i, i + 4, i + 8, i + 12);
            }

            for (var i = 0; i < 4; i++)
            {
                Quarter(s, i, ((i + 1) % 4) + 4, ((i + 2) % 4) + 8, ((i + 3) % 4) + 12);
            }
        }

        return [.. s[..4].Concat(s[12..]).SelectMany(BitConverter.GetBytes)];
    }

    private static void Quarter(uint[] s, int a, int b, int c, int d)
    {
        (s[a], s[d]) = (s[a] + s[b], BitOperations.RotateLeft(s[d] ^ (s[a] + s[b]), 16));
        (s[c], s[b]) = (s[c] + s[d], BitOperations.RotateLeft(s[b] ^ (s[c] + s[d]), 12));
        (s[a], s[d]) = (s[a] + s[b], BitOperations.RotateLeft(s[d] ^ (s[a] + s[b]), 8));
        (s[c], s[b]) = (s[c] + s[d], BitOperations.RotateLeft(s[b] ^ (s[c] + s[d]), 7));
    }

    private static (ChaCha20Poly1305 Cipher, byte[] Nonce) Cipher(byte[] secret, byte[] header, byte[] recipient, byte[] nonce)
    {
        byte[] salt = [.. header[9..41], .. recipient];
        byte[] info = [.. "tipintake.contact.v1"u8, .. header[..9]];
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt, info);
        return (new ChaCha20Poly1305(HChaCha20(key, nonce[..16])), [0, 0, 0, 0, .. nonce[16..]]);
    }

    private static byte[] AssociatedData(Guid tipId, byte[] header) =>
        [.. "tipintake.contact.v1"u8, .. tipId.ToByteArray(bigEndian: true), .. header];
}
