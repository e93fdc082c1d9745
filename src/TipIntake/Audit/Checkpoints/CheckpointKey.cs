using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace TipIntake.Audit;

/// <summary>The half that checks: an auditor has it, and so can anybody.</summary>
internal sealed class CheckpointPublicKey
{
    private readonly PublicKey key;

    public CheckpointPublicKey(PublicKey key)
    {
        this.key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key.Export(KeyBlobFormat.RawPublicKey)).AsSpan(0, 8));
    }

    /// <summary>The first eight bytes of the key's SHA-256, as hexadecimal digits.</summary>
    public string Id { get; }

    public bool Signed(Checkpoint checkpoint, byte[] signature) => SignatureAlgorithm.Ed25519.Verify(key, Encoding.UTF8.GetBytes(checkpoint.SignedText), signature);

    /// <summary>PEM, as openssl reads it.</summary>
    public string ToPem() => Encoding.ASCII.GetString(key.Export(KeyBlobFormat.PkixPublicKeyText));

    public static CheckpointPublicKey? FromPem(byte[] pem) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, pem, KeyBlobFormat.PkixPublicKeyText, out var key) && key is not null ? new CheckpointPublicKey(key) : null;
}

/// <summary>The half that signs checkpoints (Ed25519). Whoever holds it and the database can make another past; so it is on no machine of the database.</summary>
internal sealed class CheckpointKey : IDisposable
{
    public const int SignatureSize = 64;

    private readonly Key key;

    private CheckpointKey(Key key)
    {
        this.key = key;
        Public = new CheckpointPublicKey(key.PublicKey);
    }

    public CheckpointPublicKey Public { get; }

    /// <summary>A new pair; the only kind that can be written to a file.</summary>
    public static CheckpointKey Make() => new(Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    public static CheckpointKey? FromPem(byte[] pem) =>
        Key.TryImport(SignatureAlgorithm.Ed25519, pem, KeyBlobFormat.PkixPrivateKeyText, out var key) && key is not null ? new CheckpointKey(key) : null;

    public byte[] Sign(Checkpoint checkpoint) => SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(checkpoint.SignedText));

    /// <summary>PEM (PKCS #8), as openssl reads it.</summary>
    public string ToPem() => Encoding.ASCII.GetString(key.Export(KeyBlobFormat.PkixPrivateKeyText));

    public void Dispose() => key.Dispose();
}
