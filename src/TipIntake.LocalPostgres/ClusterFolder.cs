using System.Security.Cryptography;
using System.Text;

namespace TipIntake.LocalPostgres;

/// <summary>The folder that is all ours: cluster, password, log, socket and locks, closed to everybody but the server's user.</summary>
internal sealed record ClusterFolder(string Path, ServerUser User)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
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
        var path = requested;
        if (!await user.CanEnterAsync(ServerUser.NearestExisting(System.IO.Path.GetDirectoryName(requested) ?? "/"), cancel))
        {
            path = Elsewhere(requested);
            options.Say($"{user.Name}, who runs PostgreSQL here, cannot enter {requested}; the data live in {path} instead.");
            await RefuseStrangersAsync(path, user, cancel);
        }

        var folder = new ClusterFolder(path, user);
        try
        {
            await folder.MakeAsync(cancel);
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

    // One place per checkout, the same every time, and not to be guessed into by two checkouts of one name.
    private static string Elsewhere(string requested) =>
        $"/var/tmp/tipintake-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requested)))[..16]}";

    // Anybody may write to /var/tmp, so a folder that waits there already must be our own.
    private static async Task RefuseStrangersAsync(string path, ServerUser user, CancellationToken cancel)
    {
        var found = new DirectoryInfo(path);
        if (found.Exists && (found.LinkTarget is not null || await ServerUser.OwnerAsync(path, cancel) != user.Name))
        {
            throw new LocalPostgresException(
                $"{path} exists already and does not belong to {user.Name}. Remove it, or choose a data folder that {user.Name} can enter.");
        }
    }

    private async Task MakeAsync(CancellationToken cancel)
    {
        var isNew = !Directory.Exists(Path) || !Directory.EnumerateFileSystemEntries(Path).Any();
        if (!isNew && !File.Exists(Door))
        {
            throw new LocalPostgresException($"{Path} holds other files. PostgreSQL's data need an empty or a new folder.");
        }

        MakeParents(System.IO.Path.GetDirectoryName(Path)!);
        MakeClosed(Path);
        var isWhole = Directory.Exists(Socket) && File.Exists(Users);
        MakeClosed(Socket);
        await File.AppendAllTextAsync(Users, "", cancel);
        await File.AppendAllTextAsync(Door, "", cancel);
        if (!isWhole)
        {
            await User.OwnAsync(Path, cancel);
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
