using System.Security.Cryptography;
using NSec.Cryptography;

namespace TipIntake.Tips;

/// <summary>
/// What seals contacts for a moment: a fresh key pair has agreed with the recipient on one key, and its private half is gone
/// already. Each envelope has a nonce of its own (24 random bytes), so one key may seal many.
/// </summary>
internal sealed class SealingKey : IDisposable
{
    private readonly byte[] header = new byte[ContactEnvelope.HeaderSize];
    private readonly Key key;

    public SealingKey(ContactPublicKey recipient)
    {
        using var ephemeral = Key.Create(KeyAgreementAlgorithm.X25519);
        ContactEnvelope.WriteHeader(header, recipient.Id, ephemeral.PublicKey);

        using var secret = KeyAgreementAlgorithm.X25519.Agree(ephemeral, recipient.Key)
            ?? throw new CryptographicException("The contact public key is not a usable one.");
        key = ContactEnvelope.DeriveKey(secret, header, recipient);
    }

    public byte[] Seal(ReadOnlySpan<byte> padded, Guid tipId)
    {
        var envelope = new byte[ContactEnvelope.Size];
        header.CopyTo(envelope, 0);
        ContactEnvelope.WriteNonce(envelope);

        ContactEnvelope.Cipher.Encrypt(
            key,
            ContactEnvelope.Nonce(envelope),
            ContactEnvelope.AssociatedData(tipId, envelope),
            padded,
            envelope.AsSpan(ContactEnvelope.HeaderSize));
        return envelope;
    }

    public void Dispose() => key.Dispose();
}
