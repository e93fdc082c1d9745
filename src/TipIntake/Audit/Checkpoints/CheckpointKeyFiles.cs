using TipIntake.Security.Keys;

namespace TipIntake.Audit;

/// <summary>The pair that signs checkpoints, on disk beside the key ring: made by itself in Development, asked for elsewhere.</summary>
internal static class CheckpointKeyFiles
{
    public const string SigningName = "audit-signing.key";
    public const string PublicName = "audit-public.key";

    private const UnixFileMode Others = ~WholeFile.ForItsOwner;

    public static CheckpointKey ReadOrMake(string folder, bool mayMake)
    {
        var path = Path.Combine(folder, SigningName);
        if (!File.Exists(path))
        {
            if (!mayMake)
            {
                throw new KeyFileException($"There is no key for the audit trail's checkpoints in {folder}. Make one with: TipIntake audit keys init --path {folder}  (setting: Keys:Path)");
            }

            MakeOrLeave(folder);
        }

        return Read(path);
    }

    /// <summary>Writes both halves, never over an existing file.</summary>
    public static string Make(string folder)
    {
        if (Array.Find([Path.Combine(folder, SigningName), Path.Combine(folder, PublicName)], File.Exists) is { } existing)
        {
            throw new KeyFileException($"{existing} exists already. To sign with a new key, move both halves away first and keep the public one: it checks the checkpoints that it signed.");
        }

        using var key = CheckpointKey.Make();
        OwnerOnlyFile.MakeFolder(folder);
        OwnerOnlyFile.WriteNew(Path.Combine(folder, SigningName), key.ToPem());
        OwnerOnlyFile.WriteNew(Path.Combine(folder, PublicName), key.Public.ToPem());
        return key.Public.Id;
    }

    public static CheckpointPublicKey ReadPublic(string path) =>
        CheckpointPublicKey.FromPem(File.ReadAllBytes(path)) ?? throw new KeyFileException($"{path} is not the public half of a key for checkpoints ({PublicName}, PEM).");

    private static CheckpointKey Read(string path)
    {
        if (OwnerOnlyFile.GivesOthers(path, Others))
        {
            throw new KeyFileException($"{path} is open to others, who could sign a trail of their own. Allow only its owner: chmod 600 {path}");
        }

        return CheckpointKey.FromPem(File.ReadAllBytes(path)) ?? throw new KeyFileException($"{path} is damaged. Put back a copy of it.");
    }

    // Of two that start at the same time one makes it, and both read that one.
    private static void MakeOrLeave(string folder)
    {
        using var key = CheckpointKey.Make();
        OwnerOnlyFile.MakeFolder(folder);
        if (WholeFile.TryAdd(folder, SigningName, key.ToPem(), WholeFile.ForItsOwner))
        {
            WholeFile.TryAdd(folder, PublicName, key.Public.ToPem(), WholeFile.ForReaders);
        }
    }
}
