using System.Text.Json;
using System.Text.Json.Serialization;
using TipIntake.Platform;

namespace TipIntake.Security.Keys;

/// <summary>The key ring on disk: readable by its owner only, replaced as a whole so that a crash leaves the old or the new one.</summary>
internal static class KeyFile
{
    public const string Name = "keyring.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static bool Exists(string folder) => File.Exists(PathIn(folder));

    public static IReadOnlyList<KeySet> Read(string folder)
    {
        var path = PathIn(folder);
        RefuseIfOthersCanRead(path);

        return Parse(File.ReadAllBytes(path)) is { Count: > 0 } keys && keys.All(IsWhole)
            ? keys
            : throw new KeyFileException($"{path} is not a whole key ring. Put back a copy of it; a new one would orphan every receipt.");
    }

    public static void Write(string folder, IReadOnlyList<KeySet> keys) =>
        File.Move(WriteBeside(folder, keys), PathIn(folder), overwrite: true);

    /// <summary>Makes a ring where there is none. Of two that try at the same time one wins, and both read the winner's.</summary>
    public static void WriteFirst(string folder, KeySet key)
    {
        var made = WriteBeside(folder, [key]);

        try
        {
            File.Move(made, PathIn(folder), overwrite: false);
        }
        catch (IOException) when (Exists(folder))
        {
            File.Delete(made);
        }
    }

    private static string WriteBeside(string folder, IReadOnlyList<KeySet> keys)
    {
        OwnerOnlyFile.MakeFolder(folder);
        var beside = $"{PathIn(folder)}.{Environment.ProcessId}.next";

        using var stream = OwnerOnlyFile.Open(beside, FileMode.Create);
        JsonSerializer.Serialize(stream, new KeyFileContent(keys), KeyFileJson.Default.KeyFileContent);
        stream.Flush(flushToDisk: true);
        return beside;
    }

    public static string PathIn(string folder) => Path.Combine(folder, Name);

    private static void RefuseIfOthersCanRead(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) is not UnixFileMode.None and var open)
        {
            throw new KeyFileException($"{path} is open to others ({open}). Allow only its owner: chmod 600 {path}");
        }
    }

    private static IReadOnlyList<KeySet>? Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, KeyFileJson.Default.KeyFileContent)?.Keys;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(KeySet set) =>
        set is { Id: > 0, ReceiptKey.Length: 32, TipKey.Length: 32, BodyKey.Length: 32, NetworkSeed.Length: 32 };
}

internal sealed record KeyFileContent(IReadOnlyList<KeySet> Keys);

/// <summary>The key ring cannot be used; the message says what to do.</summary>
internal sealed class KeyFileException(string message) : TerminalException(message);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeyFileContent))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
