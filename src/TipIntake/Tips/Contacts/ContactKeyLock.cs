using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace TipIntake.Tips;

/// <summary>Keeps a private key under a passphrase: Argon2id stretches it, XChaCha20-Poly1305 locks with it.</summary>
internal static class ContactKeyLock
{
    public const int RawSize = 32;

    private const string Argon2id = "argon2id";
    private const string None = "none";
    private const int MemoryKib = 256 * 1024;
    private const int Passes = 3;
    private const int SaltSize = 16;
    private const int NonceSize = 24;
    private const int LockedSize = RawSize + 16;

    private static AeadAlgorithm Cipher => AeadAlgorithm.XChaCha20Poly1305;

    public static (string Name, string Value)[] Unlocked(byte[] raw) => [("lock", None), ("private-key", Convert.ToBase64String(raw))];

    public static (string Name, string Value)[] Lock(byte[] raw, ContactPublicKey owner, string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        using var key = Stretch(passphrase, salt, MemoryKib, Passes);

        return
        [
            ("lock", Argon2id),
            ("memory-kib", MemoryKib.ToString(CultureInfo.InvariantCulture)),
            ("passes", Passes.ToString(CultureInfo.InvariantCulture)),
            ("salt", Convert.ToBase64String(salt)),
            ("nonce", Convert.ToBase64String(nonce)),
            ("private-key", Convert.ToBase64String(Cipher.Encrypt(key, nonce, AssociatedData(owner), raw))),
        ];
    }

    public static bool IsLocked(ContactKeyText text) => text.Find("lock") switch
    {
        None => false,
        Argon2id => true,
        _ => throw text.Damaged(),
    };

    /// <summary>The raw private key; false when the passphrase is not the one.</summary>
    public static bool TryOpen(ContactKeyText text, ContactPublicKey owner, Func<string> passphrase, Span<byte> raw)
    {
        if (!IsLocked(text))
        {
            text.Bytes("private-key", RawSize).CopyTo(raw);
            return true;
        }

        // Bounds, because a key file may come from anywhere and must not ask for all memory.
        var memory = text.Number("memory-kib", least: 8 * 1024, most: 1024 * 1024);
        var passes = text.Number("passes", least: 1, most: 16);
        using var key = Stretch(passphrase(), text.Bytes("salt", SaltSize), memory, passes);

        return Cipher.Decrypt(key, text.Bytes("nonce", NonceSize), AssociatedData(owner), text.Bytes("private-key", LockedSize), raw);
    }

    private static Key Stretch(string passphrase, byte[] salt, int memoryKib, int passes)
    {
        // The same passphrase typed on two keyboards can differ in its bytes; normalised it does not.
        var typed = Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC));
        try
        {
            return PasswordBasedKeyDerivationAlgorithm
                .Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memoryKib, NumberOfPasses = passes })
                .DeriveKey(typed, salt, Cipher);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(typed);
        }
    }

    private static byte[] AssociatedData(ContactPublicKey owner) => [.. "tipintake.contact-key.v1"u8, .. owner.Bytes];
}
