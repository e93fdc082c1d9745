using System.Text;

namespace TipIntake.LocalPostgres;

/// <summary>The folder that is all ours: cluster, password, log, socket and locks, closed to everybody but the server's user.</summary>
internal sealed record ClusterFolder(string Path, ServerUser User)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const long LongestLog = 5_000_000;
    private const UnixFileMode Passable = OwnerOnly
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public string Cluster => In("cluster");

    public string Password => In("password");

    public string Log => In("server.log");

    public string Socket => In("socket");

    public string Door => In("door.lock");

    public string Users => In("users.lock");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public static async Task<ClusterFolder> PrepareAsync(LocalPostgresOptions options, CancellationToken cancel)
    {
        var requested = System.IO.Path.GetFullPath(options.DataDirectory);
        var user = await ServerUser.ChooseAsync(requested, cancel);
        var path = await FolderPlace.ChooseAsync(requested, user, options.Say, cancel);
        var folder = new ClusterFolder(path, user);
        try
        {
            folder.Make();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new LocalPostgresException(
                $"The folder {path} cannot be used for PostgreSQL's data by {Environment.UserName}: {e.Message} "
                + "Run as the user who made it, choose another data folder, or remove it if its data are not needed.", e);
        }

        return folder;
    }

    /// <summary>A file for the server's user alone, in place in one step.</summary>
    public async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        var draft = $"{path}.draft";
        File.Delete(draft);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(draft, how))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
            file.Flush(flushToDisk: true);
        }

        await User.OwnAsync(draft, cancel);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Keeps the server's log from growing for ever: one old part at most.</summary>
    public void TurnLog()
    {
        if (new FileInfo(Log) is { Exists: true, Length: > LongestLog })
        {
            File.Move(Log, In("server.old.log"), overwrite: true);
        }
    }

    /// <summary>Makes what else belongs into the folder. Only called while the door is locked.</summary>
    public async Task FurnishAsync(CancellationToken cancel)
    {
        var isWhole = Directory.Exists(Socket) && File.Exists(Users);
        MakeClosed(Path);
        MakeClosed(Socket);
        MakeEmpty(Users);
        if (!isWhole)
        {
            await User.OwnAsync(Path, cancel);
        }
    }

    /// <summary>Deletes all of it, and tries again while the last of a server's processes still put files there.</summary>
    public async Task DeleteAsync()
    {
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt));
            }
        }
    }

    private void Make()
    {
        if (Directory.Exists(Path) && !File.Exists(Door) && Directory.EnumerateFileSystemEntries(Path).Any(e => e != Door))
        {
            throw new LocalPostgresException($"{Path} holds other files. PostgreSQL's data need an empty or a new folder.");
        }

        MakeParents(System.IO.Path.GetDirectoryName(Path)!);
        MakeClosed(Path);
        MakeEmpty(Door);
    }

    private static void MakeEmpty(string path)
    {
        try
        {
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first, and may hold its lock already.
        }
    }

    // Said again at each start: the socket inside asks for no password because nobody else can come this far.
    private static void MakeClosed(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
    }

    // A strict umask of root would shut the server's user out of folders that hold nothing yet.
    private void MakeParents(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        MakeParents(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows() && User.Name is not null)
        {
            File.SetUnixFileMode(path, Passable);
        }
    }
}
