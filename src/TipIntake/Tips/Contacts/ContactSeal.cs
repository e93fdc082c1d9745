using System.Security.Cryptography;
using NSec.Cryptography;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>Seals a contact to a key that this server cannot open; opens one where the private half is at hand.</summary>
internal sealed partial class ContactSeal(ContactPublicKey key, ILogger<ContactSeal> log)
{
    public ContactKeyId KeyId => key.Id;

    /// <summary>No seal, no 201: a contact is never kept in clear and never dropped in silence.</summary>
    public Outcome<byte[]> TrySeal(string contact, Guid tipId)
    {
        try
        {
            return Seal(contact, tipId);
        }
        catch (Exception fault)
        {
            NotSealed(log, UnexpectedFault.Describe(fault));
            return Refusals.ContactNotSealed;
        }
    }

    public byte[] Seal(string contact, Guid tipId)
    {
        var envelope = new byte[ContactEnvelope.Size];
        using var ephemeral = Key.Create(KeyAgreementAlgorithm.X25519);
        ContactEnvelope.WriteHeader(envelope, key.Id, ephemeral.PublicKey);

        using var secret = KeyAgreementAlgorithm.X25519.Agree(ephemeral, key.Key)
            ?? throw new CryptographicException("The contact public key is not a usable one.");
        using var sealing = ContactEnvelope.DeriveKey(secret, envelope, key);

        Span<byte> padded = stackalloc byte[ContactEnvelope.PaddedSize];
        try
        {
            ContactEnvelope.Pad(contact, padded);
            ContactEnvelope.Cipher.Encrypt(
                sealing,
                ContactEnvelope.Nonce(envelope),
                ContactEnvelope.AssociatedData(tipId, envelope),
                padded,
                envelope.AsSpan(ContactEnvelope.HeaderSize));
            return envelope;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    /// <summary>The contact, or what is wrong with the envelope; bytes of any kind never throw.</summary>
    public static OpenedContact Open(ReadOnlySpan<byte> envelope, Guid tipId, ContactPrivateKey key)
    {
        if (Fault(envelope) is { } fault)
        {
            return fault;
        }

        if (ContactEnvelope.KeyId(envelope) != key.Public.Id)
        {
            return ContactFault.OtherKey;
        }

        Span<byte> padded = stackalloc byte[ContactEnvelope.PaddedSize];
        try
        {
            return Decrypt(envelope, tipId, key, padded)
                ? ContactEnvelope.Unpad(padded) is { } text ? new OpenedContact(text) : ContactFault.Malformed
                : ContactFault.NotAuthentic;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(padded);
        }
    }

    /// <summary>What can be said of an envelope without any key.</summary>
    public static ContactFault? Fault(ReadOnlySpan<byte> envelope) => envelope switch
    {
        [] => ContactFault.Malformed,
        [not ContactEnvelope.Version, ..] => ContactFault.VersionUnknown,
        { Length: not ContactEnvelope.Size } => ContactFault.Malformed,
        _ => null,
    };

    private static bool Decrypt(ReadOnlySpan<byte> envelope, Guid tipId, ContactPrivateKey key, Span<byte> padded)
    {
        var ephemeral = PublicKey.Import(KeyAgreementAlgorithm.X25519, ContactEnvelope.Ephemeral(envelope), KeyBlobFormat.RawPublicKey);
        using var secret = KeyAgreementAlgorithm.X25519.Agree(key.Key, ephemeral);
        if (secret is null)
        {
            return false;
        }

        using var opening = ContactEnvelope.DeriveKey(secret, envelope, key.Public);
        return ContactEnvelope.Cipher.Decrypt(
            opening,
            ContactEnvelope.Nonce(envelope),
            ContactEnvelope.AssociatedData(tipId, envelope),
            envelope[ContactEnvelope.HeaderSize..],
            padded);
    }

    [LoggerMessage(1, LogLevel.Error, "A contact could not be sealed, so its tip was not taken: {Fault}")]
    private static partial void NotSealed(ILogger log, string fault);
}
