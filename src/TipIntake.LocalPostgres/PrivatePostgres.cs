using System.ComponentModel;

namespace TipIntake.LocalPostgres;

/// <summary>
/// A PostgreSQL of our own, for development and tests. All who name one folder share one server; the last to leave stops it.
/// If this process is killed the server lives on, and the next start with that folder takes it over.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan PatienceToEnter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PatienceToLeave = TimeSpan.FromSeconds(30);

    private readonly SharedServer server;
    private readonly ServerAddress address;
    private readonly Revival revival;
    private readonly Guardian? guardian;
    private FileStream? share;

    private PrivatePostgres(SharedServer server, PostmasterFile running, string password, Guardian? guardian)
    {
        this.server = server;
        this.guardian = guardian;
        share = FolderLock.Share(server.Folder.Users);
        address = new ServerAddress(running.Port, running.SocketDirectory, password);
        revival = new Revival(server, running);
    }

    public int Port => address.Port;

    public int ServerPid => revival.Pid;

    public string SocketDirectory => address.SocketDirectory;

    /// <summary>The folder in use; not the requested one where the server's user cannot work in that.</summary>
    public string DataDirectory => server.Folder.Path;

    /// <summary>The password of `postgres` on the loopback port; roles that are to come in there need it too.</summary>
    public string Password => address.Password;

    public static Task<PrivatePostgres> StartAsync(LocalPostgresOptions options, CancellationToken cancel = default) =>
        StartAsync(options, SearchPlaces.OfThisMachine, cancel);

    /// <summary>Over the Unix socket, where any role comes in without a password; on Windows over the loopback port.</summary>
    public string ConnectionString(string database = "postgres", string user = "postgres") => address.Own(database, user);

    public string LoopbackConnectionString(string database, string user) => address.Loopback(database, user);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref share, null) is not { } leaving)
        {
            return;
        }

        await revival.DisposeAsync();
        await using var door = await FolderLock.WaitAsync(server.Folder.Door, PatienceToLeave, CancellationToken.None);
        await leaving.DisposeAsync();
        // Whoever keeps the door shut that long is starting this very server for themselves.
        if (door is not null)
        {
            await server.StopIfUnusedAsync(SocketDirectory);
        }

        guardian?.Dispose();
    }

    internal static async Task<PrivatePostgres> StartAsync(LocalPostgresOptions options, Func<SearchPlaces> places, CancellationToken cancel)
    {
        try
        {
            // First of all, because it may install the account that is to own the folder.
            await RequireBinaries.AnyAsync(options, places, cancel);
            var folder = await ClusterFolder.PrepareAsync(options, cancel);
            await using var door = await FolderLock.WaitAsync(folder.Door, PatienceToEnter, cancel)
                ?? throw new LocalPostgresException($"Another process is still starting or stopping PostgreSQL in {folder.Path}. Try again when it is done.");
            await folder.FurnishAsync(cancel);
            return await EnterAsync(new Cluster(folder, await RequireBinaries.ForAsync(folder, options, places, cancel), options), cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            throw new LocalPostgresException($"PostgreSQL cannot run in {options.DataDirectory}: {e.Message}", e);
        }
    }

    private static async Task<PrivatePostgres> EnterAsync(Cluster cluster, CancellationToken cancel)
    {
        var password = await cluster.PasswordAsync(cancel);
        var postmaster = new Postmaster(cluster, password.Text);
        var shared = new SharedServer(cluster, postmaster);
        var watcher = cluster.Options.ThrowAway ? Guardian.Over(cluster.Folder, postmaster.StopLine) : null;
        try
        {
            await cluster.MakeIfMissingAsync(cancel);
            var running = await shared.JoinOrStartAsync(cancel);
            if (password.IsNew)
            {
                await postmaster.TeachPasswordAsync(running, cancel);
            }

            return new PrivatePostgres(shared, running, password.Text, watcher);
        }
        catch
        {
            await shared.StopIfUnusedAsync(socketDirectory: null);
            watcher?.Dispose();
            throw;
        }
    }
}
