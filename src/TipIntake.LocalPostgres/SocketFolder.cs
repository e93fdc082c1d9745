using System.Security.Cryptography;

namespace TipIntake.LocalPostgres;

/// <summary>Chooses the folder of the Unix socket: inside ours where its path is short and plain enough, else a closed one in /tmp.</summary>
internal static class SocketFolder
{
    // macOS takes 103 bytes of path, Linux 107.
    private const int LongestPath = 103;
    private const string TemporaryPrefix = "/tmp/tipintake.socket-";

    public static async Task<string> ChooseAsync(ClusterFolder folder, string? earlier, CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows() || Fits(folder.Socket))
        {
            return folder.Socket;
        }

        if (earlier is not null && IsTemporary(earlier) && await IsOursAsync(earlier, folder.User, cancel))
        {
            return earlier;
        }

        var path = $"{TemporaryPrefix}{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await folder.User.OwnAsync(path, cancel);
        return path;
    }

    /// <summary>Removes what a killed server left; its lock file would stop the next one if the process number lives on.</summary>
    public static void Clear(string path)
    {
        foreach (var left in Directory.EnumerateFiles(path, ".s.PGSQL.*"))
        {
            File.Delete(left);
        }
    }

    public static void Remove(string path)
    {
        if (IsTemporary(path) && Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static bool IsTemporary(string path) => path.LastIndexOf('/') == "/tmp".Length && path.StartsWith(TemporaryPrefix, StringComparison.Ordinal);

    private static bool Fits(string path) =>
        $"{path}/.s.PGSQL.65535".Length <= LongestPath && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_');

    private static async Task<bool> IsOursAsync(string path, ServerUser user, CancellationToken cancel)
    {
        var found = new DirectoryInfo(path);
        return found is { Exists: true, LinkTarget: null }
            && (found.UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) == UnixFileMode.None
            && await ServerUser.OwnerAsync(path, cancel) == user.AccountName;
    }
}
