using System.Security.Cryptography;
using TipIntake.Security.Keys;

namespace TipIntake.Tips;

/// <summary>A private key as it lies on disk. Its id is readable without the passphrase, so only the fitting one of several is unlocked.</summary>
internal sealed class ContactPrivateKeyFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly ContactKeyText text;
    private readonly ContactPublicKey owner;

    private ContactPrivateKeyFile(ContactKeyText text)
    {
        this.text = text;
        owner = new ContactPublicKey(text.Bytes("public-key", ContactPublicKey.Size));
    }

    public ContactKeyId Id => owner.Id;

    public static ContactPrivateKeyFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new KeyFileException($"There is no file {path}.");
        }

        if (OwnerOnlyFile.GivesOthers(path, Others))
        {
            throw new KeyFileException($"{path} is open to others. Allow only its owner: chmod 600 {path}");
        }

        var read = ContactKeyText.Read(path);
        return read.Title == ContactKeyText.PrivateTitle
            ? new ContactPrivateKeyFile(read)
            : throw new KeyFileException($"{path} is no private contact key of version 1.");
    }

    /// <summary>The key, or null when the passphrase does not fit. Asks for a passphrase only where the file is locked.</summary>
    public ContactPrivateKey? Unlock(Func<string> passphrase)
    {
        Span<byte> raw = stackalloc byte[ContactKeyLock.RawSize];
        try
        {
            if (!ContactKeyLock.TryOpen(text, owner, passphrase, raw))
            {
                return null;
            }

            var key = ContactPrivateKey.From(raw);
            return key.Public.Id == owner.Id ? key : throw text.Damaged();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }
}
