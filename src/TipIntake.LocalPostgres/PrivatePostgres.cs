namespace TipIntake.LocalPostgres;

/// <summary>
/// A PostgreSQL of our own, for development and tests. All who name one folder share one server; the last to leave stops it.
/// If this process is killed the server lives on, and the next start with that folder takes it over.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan PatienceAtTheDoor = TimeSpan.FromMinutes(5);

    private readonly SharedServer server;
    private readonly ServerAddress address;
    private FileStream? share;

    private PrivatePostgres(SharedServer server, PostmasterFile running, string password)
    {
        this.server = server;
        share = FolderLock.Share(server.Folder.Users);
        address = new ServerAddress(running.Port, running.SocketDirectory, password);
        ServerPid = running.Pid;
    }

    public int Port => address.Port;

    public int ServerPid { get; }

    public string SocketDirectory => address.SocketDirectory;

    /// <summary>The folder in use; not the requested one where root's server user cannot enter that.</summary>
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

        await using var door = await FolderLock.WaitAsync(server.Folder.Door, PatienceAtTheDoor, CancellationToken.None);
        await leaving.DisposeAsync();
        await server.StopIfUnusedAsync(SocketDirectory);
    }

    internal static async Task<PrivatePostgres> StartAsync(LocalPostgresOptions options, Func<SearchPlaces> places, CancellationToken cancel)
    {
        // First of all, because it may install the account that is to own the folder.
        await RequireBinaries.AnyAsync(options, places, cancel);
        var folder = await ClusterFolder.PrepareAsync(options, cancel);
        await using var door = await FolderLock.WaitAsync(folder.Door, PatienceAtTheDoor, cancel)
            ?? throw new LocalPostgresException($"Another process is still starting or stopping PostgreSQL in {folder.Path}. Try again when it is done.");
        var cluster = new Cluster(folder, await RequireBinaries.ForAsync(folder, options, places, cancel), options);
        var password = await cluster.PasswordAsync(cancel);
        await cluster.MakeIfMissingAsync(cancel);

        var shared = new SharedServer(cluster, new Postmaster(cluster, password));
        try
        {
            return new PrivatePostgres(shared, await shared.JoinOrStartAsync(cancel), password);
        }
        catch
        {
            await shared.StopIfUnusedAsync(socketDirectory: null);
            throw;
        }
    }
}
