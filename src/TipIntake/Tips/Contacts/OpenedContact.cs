namespace TipIntake.Tips;

/// <summary>A contact in clear, or why there is none.</summary>
internal readonly record struct OpenedContact(string? Text, ContactFault? Fault = null)
{
    public static implicit operator OpenedContact(ContactFault fault) => new(null, fault);
}

internal enum ContactFault
{
    ReasonUnknown,
    NotKept,
    Malformed,
    VersionUnknown,
    OtherKey,
    PassphraseWrong,
    NotAuthentic,
}

internal static class ContactFaults
{
    /// <summary>What the person at the keyboard reads: the fault and what to do, nothing of the contact.</summary>
    public static string Words(this ContactFault fault) => fault switch
    {
        ContactFault.ReasonUnknown => "That reason is not one of the list; see --help.",
        ContactFault.NotKept => "No contact is kept for this tip: none was given, or it was erased.",
        ContactFault.Malformed => "The stored contact is damaged: it is not a whole envelope.",
        ContactFault.VersionUnknown => "The stored contact was sealed by a newer version of this program; use that one.",
        ContactFault.OtherKey => "The contact is sealed to another key. Give the private key with that key id (--private-key can be repeated).",
        ContactFault.PassphraseWrong => "That passphrase does not unlock the private key, or the key file is damaged.",
        ContactFault.NotAuthentic => "The contact does not open: it was altered, or it belongs to another tip.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
