namespace TipIntake.LocalPostgres;

/// <summary>One server for all who name its folder: the first starts it, the others join, the last stops it.</summary>
internal sealed class SharedServer(Cluster cluster, Postmaster postmaster)
{
    public ClusterFolder Folder => cluster.Folder;

    public async Task<PostmasterFile> JoinOrStartAsync(CancellationToken cancel)
    {
        var say = cluster.Options.Say;
        if (await postmaster.FindAsync(cancel) is { } running)
        {
            var isShared = FolderLock.IsShared(Folder.Users);
            if (isShared || cluster.EarlierSettings() == cluster.Settings(running.Port, running.SocketDirectory))
            {
                say($"Joining the PostgreSQL {cluster.Binaries.Major} that {(isShared ? "another process uses" : "an earlier run left")} (port {running.Port}, process {running.Pid}).");
                return running;
            }

            say("An earlier run left PostgreSQL with other settings; starting it again.");
            await postmaster.StopAsync(atOnce: false);
        }

        var started = await postmaster.StartAsync(cancel);
        say($"PostgreSQL {cluster.Binaries.Major} runs on 127.0.0.1:{started.Port} and in {started.SocketDirectory}; its data are in {Folder.Path}.");
        return started;
    }

    public async Task StopIfUnusedAsync(string? socketDirectory)
    {
        if (!Directory.Exists(Folder.Path) || FolderLock.IsShared(Folder.Users))
        {
            return;
        }

        await postmaster.StopAsync(cluster.Options.ThrowAway);
        if (socketDirectory is not null)
        {
            SocketFolder.Remove(socketDirectory);
        }

        if (cluster.Options.ThrowAway)
        {
            Directory.Delete(Folder.Path, recursive: true);
        }
    }
}
