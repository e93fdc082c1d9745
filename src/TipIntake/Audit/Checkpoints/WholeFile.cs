namespace TipIntake.Audit;

/// <summary>A new file that is there as a whole, on disk, or not at all.</summary>
internal static class WholeFile
{
    public const UnixFileMode ForItsOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode ForReaders = ForItsOwner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>False when there is one of that name; it stays as it is.</summary>
    public static bool TryAdd(string folder, string name, string text, UnixFileMode mode)
    {
        var path = Path.Combine(folder, name);
        var beside = Path.Combine(folder, $".{name}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.next");
        File.Delete(beside);
        Write(beside, text, mode);

        try
        {
            File.Move(beside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
            return false;
        }
    }

    private static void Write(string path, string text, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var stream = new FileStream(path, options);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
