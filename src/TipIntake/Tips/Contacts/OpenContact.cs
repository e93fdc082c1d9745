using FluentValidation;
using Marten;
using TipIntake.Audit;

namespace TipIntake.Tips;

/// <summary>Somebody read a contact: who, whose, when and why. Holds ids only.</summary>
internal sealed record ContactOpening(Guid Id, Guid TipId, DateTimeOffset OpenedAt, string By, string Reason);

internal sealed record OpenContactRequest(Guid TipId, string Reason, string By);

internal sealed class OpenContactValidator : AbstractValidator<OpenContactRequest>
{
    public static readonly string[] Reasons =
        ["child-in-danger", "follow-up-question", "witness-statement", "court-order", "sender-asked", "key-drill"];

    public OpenContactValidator()
    {
        RuleFor(r => r.Reason).Must(reason => Reasons.Contains(reason, StringComparer.Ordinal)).WithErrorCode("contact-reason");
        RuleFor(r => r.By).NotEmpty();
    }
}

/// <summary>Opens one contact for a person who holds the private key. No audit, no read.</summary>
internal sealed class OpenContact(IDocumentStore store, AuditTrail audit, TimeProvider clock)
{
    public async Task<OpenedContact> Run(
        OpenContactRequest request, IReadOnlyList<ContactPrivateKeyFile> keys, Func<string> passphrase, CancellationToken cancel)
    {
        if (!new OpenContactValidator().Validate(request).IsValid)
        {
            return ContactFault.ReasonUnknown;
        }

        await using var session = store.LightweightSession();
        if (await session.LoadAsync<SenderContact>(request.TipId, cancel) is not { } contact)
        {
            return ContactFault.NotKept;
        }

        var opened = Open(contact, keys, passphrase);
        if (opened.Fault is null)
        {
            // Privacy: the line is committed before anybody sees the contact; a failure here throws, and the contact goes no further.
            var now = clock.GetUtcNow();
            audit.Record(session, new AuditEntry("terminal", AuditActs.ContactOpened, $"tip:{request.TipId}", request.Reason));
            session.Insert(new ContactOpening(Guid.CreateVersion7(now), request.TipId, now, request.By, request.Reason));
            await session.SaveChangesAsync(CancellationToken.None);
        }

        return opened;
    }

    private static OpenedContact Open(SenderContact contact, IReadOnlyList<ContactPrivateKeyFile> keys, Func<string> passphrase)
    {
        if (ContactSeal.Fault(contact.Envelope) is { } fault)
        {
            return fault;
        }

        var id = ContactEnvelope.KeyId(contact.Envelope);
        if (keys.FirstOrDefault(k => k.Id == id) is not { } file)
        {
            return ContactFault.OtherKey;
        }

        using var key = file.Unlock(passphrase);
        return key is null ? ContactFault.PassphraseWrong : ContactSeal.Open(contact.Envelope, contact.Id, key);
    }
}
