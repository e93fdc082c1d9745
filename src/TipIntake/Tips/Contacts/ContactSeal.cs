using System.Security.Cryptography;
using NSec.Cryptography;
using TipIntake.Platform;

namespace TipIntake.Tips;

/// <summary>Seals a contact to a key that this server cannot open; opens one where the private half is at hand.</summary>
internal sealed partial class ContactSeal : IDisposable
{
    // Making a key locks memory pages and costs a hundred times what sealing does: whoever sends many contacts would stop the rest.
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromSeconds(1);

    private readonly ContactPublicKey key;
    private readonly ILogger<ContactSeal> log;
    private readonly Lock turn = new();
    private readonly ITimer end;
    private SealingKey? sealing;
    private bool disposed;

    public ContactSeal(ContactPublicKey key, TimeProvider clock, ILogger<ContactSeal> log)
    {
        this.key = key;
        this.log = log;
        // Privacy: made here, not with the first contact: a timer keeps what was known about the request that made it.
        end = clock.CreateTimer(_ => EndKey(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether a key that seals is in memory now.</summary>
    internal bool HoldsKey
    {
        get
        {
            lock (turn)
            {
                return sealing is not null;
            }
        }
    }

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
        Span<byte> padded = stackalloc byte[ContactEnvelope.PaddedSize];
        try
        {
            ContactEnvelope.Pad(contact, padded);
            lock (turn)
            {
                sealing ??= BeginKey();
                return sealing.Seal(padded, tipId);
            }
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

    public void Dispose()
    {
        lock (turn)
        {
            disposed = true;
            EndKey();
        }

        end.Dispose();
    }

    private SealingKey BeginKey()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var fresh = new SealingKey(key);
        end.Change(KeyLifetime, Timeout.InfiniteTimeSpan);
        return fresh;
    }

    // Privacy: by the clock, not with the next contact, so that no key waits in memory for one that may never come.
    private void EndKey()
    {
        lock (turn)
        {
            sealing?.Dispose();
            sealing = null;
        }
    }

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
