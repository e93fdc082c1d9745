using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace TipIntake.Tips;

/// <summary>The first eight bytes of the public key's SHA-256: says which private key opens an envelope.</summary>
internal readonly record struct ContactKeyId(ulong Value)
{
    public const int Size = sizeof(ulong);

    public static ContactKeyId Of(ReadOnlySpan<byte> publicKey) => Read(SHA256.HashData(publicKey));

    public static ContactKeyId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}

/// <summary>The half that seals. The service holds this one and no other.</summary>
internal sealed class ContactPublicKey
{
    public const int Size = 32;

    private readonly byte[] bytes;

    public ContactPublicKey(ReadOnlySpan<byte> raw)
    {
        bytes = raw.ToArray();
        Id = ContactKeyId.Of(raw);
        Key = PublicKey.Import(KeyAgreementAlgorithm.X25519, raw, KeyBlobFormat.RawPublicKey);
    }

    public ContactKeyId Id { get; }

    public PublicKey Key { get; }

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>False for the few points on the curve with which every secret would be the same, known one.</summary>
    public bool IsUsable()
    {
        using var probe = NSec.Cryptography.Key.Create(KeyAgreementAlgorithm.X25519);
        using var secret = KeyAgreementAlgorithm.X25519.Agree(probe, Key);
        return secret is not null;
    }
}

/// <summary>The half that opens. Lives with the people who may read contacts, never on a server that receives them.</summary>
internal sealed class ContactPrivateKey : IDisposable
{
    private ContactPrivateKey(Key key)
    {
        Key = key;
        Public = new ContactPublicKey(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    public Key Key { get; }

    public ContactPublicKey Public { get; }

    /// <summary>A new pair; the only kind that can be written to a file.</summary>
    public static ContactPrivateKey Make() => new(Key.Create(
        KeyAgreementAlgorithm.X25519,
        new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    public static ContactPrivateKey From(ReadOnlySpan<byte> raw) =>
        new(Key.Import(KeyAgreementAlgorithm.X25519, raw, KeyBlobFormat.RawPrivateKey));

    public void Dispose() => Key.Dispose();
}
