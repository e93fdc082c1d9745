using System.Security.Cryptography;
using NSec.Cryptography;
using TipIntake.Security.Keys;

namespace TipIntake.Tips;

/// <summary>Makes a pair of contact keys on disk, and reads the half that the service needs.</summary>
internal static class ContactKeyFiles
{
    public const string PublicName = "contact-public.key";
    public const string PrivateName = "contact-private.key";

    /// <summary>Writes both halves, never over an existing file. The private one is locked where there is a passphrase.</summary>
    public static ContactKeyId Make(string publicPath, string privatePath, string? passphrase)
    {
        if (Array.Find([publicPath, privatePath], File.Exists) is { } existing)
        {
            throw new KeyFileException($"{existing} exists already. Replacing it would lose every contact sealed to it; make a new pair in another folder.");
        }

        using var pair = ContactPrivateKey.Make();
        OwnerOnlyFile.MakeFolder(FolderOf(privatePath));
        OwnerOnlyFile.MakeFolder(FolderOf(publicPath));

        // The private half first: a crash in between leaves a key that nothing is sealed to, never the other way round.
        OwnerOnlyFile.WriteNew(privatePath, PrivateText(pair, passphrase));
        OwnerOnlyFile.WriteNew(publicPath, PublicText(pair.Public));
        return pair.Public.Id;
    }

    public static ContactPublicKey ReadPublic(string path)
    {
        if (OwnerOnlyFile.GivesOthers(path, UnixFileMode.GroupWrite | UnixFileMode.OtherWrite))
        {
            throw new KeyFileException($"{path} can be replaced by others, who could then read new contacts. Allow only its owner: chmod 600 {path}");
        }

        var text = ContactKeyText.Read(path);
        if (text.Title == ContactKeyText.PrivateTitle)
        {
            throw new KeyFileException($"{path} is the private half. Take it off this machine and give the service {PublicName}.");
        }

        var key = text.Title == ContactKeyText.PublicTitle ? new ContactPublicKey(text.Bytes("public-key", ContactPublicKey.Size)) : throw text.Damaged();
        return text.Find("key-id") == key.Id.ToString() && key.IsUsable() ? key : throw text.Damaged();
    }

    private static string PublicText(ContactPublicKey key) => ContactKeyText.Write(
        ContactKeyText.PublicTitle,
        "The service seals contacts with this half. It opens nothing.",
        ("key-id", key.Id.ToString()),
        ("public-key", Convert.ToBase64String(key.Bytes)));

    private static string PrivateText(ContactPrivateKey pair, string? passphrase)
    {
        var raw = pair.Key.Export(KeyBlobFormat.RawPrivateKey);
        try
        {
            return ContactKeyText.Write(
                ContactKeyText.PrivateTitle,
                "Opens every contact sealed to this key. Keep it off the server, and a copy in escrow: without it the contacts are lost.",
                [
                    ("key-id", pair.Public.Id.ToString()),
                    ("public-key", Convert.ToBase64String(pair.Public.Bytes)),
                    .. passphrase is null ? ContactKeyLock.Unlocked(raw) : ContactKeyLock.Lock(raw, pair.Public, passphrase),
                ]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
