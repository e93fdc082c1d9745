namespace TipIntake.Security.Keys;

/// <summary>Files and folders that only their owner may read, from the moment they exist.</summary>
internal static class OwnerOnlyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a new file and flushes it to disk; an existing one is never replaced.</summary>
    public static void WriteNew(string path, string content)
    {
        using var stream = Open(path, FileMode.CreateNew);
        using var writer = new StreamWriter(stream);
        writer.Write(content);
        writer.Flush();
        stream.Flush(flushToDisk: true);
    }

    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>True when somebody else on this machine has one of these rights.</summary>
    public static bool GivesOthers(string path, UnixFileMode rights) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & rights) is not UnixFileMode.None;
}
