namespace TipIntake.LocalPostgres;

/// <summary>One server for all who name its folder: the first starts it, the others join, the last stops it.</summary>
internal sealed class SharedServer(Cluster cluster, Postmaster postmaster)
{
    public ClusterFolder Folder => cluster.Folder;

    public void Say(string line) => cluster.Options.Say(line);

    public async Task<PostmasterFile> JoinOrStartAsync(CancellationToken cancel)
    {
        if (await postmaster.FindAsync(cancel) is { } running)
        {
            var isShared = FolderLock.IsShared(Folder.Users);
            if (isShared || cluster.EarlierSettings() == cluster.Settings(running.Port, running.SocketDirectory))
            {
                Say($"Joining the PostgreSQL {cluster.Binaries.Major} that {(isShared ? "another process uses" : "an earlier run left")} (port {running.Port}, process {running.Pid}).");
                return running;
            }

            Say("An earlier run left PostgreSQL with other settings; starting it again.");
            await postmaster.StopAsync(atOnce: false);
        }

        var started = await postmaster.StartAsync(at: null, cancel);
        Say($"PostgreSQL {cluster.Binaries.Major} runs on 127.0.0.1:{started.Port}; its data are in {Folder.Path}. To look inside: psql -h {started.SocketDirectory} -p {started.Port} -U postgres");
        return started;
    }

    /// <summary>Starts the server again after it was killed, at the address it had.</summary>
    public async Task<PostmasterFile> ReviveAsync(PostmasterFile before, CancellationToken cancel)
    {
        if (await postmaster.FindAsync(cancel) is { } running)
        {
            return running;
        }

        Say("PostgreSQL was killed; starting it again where it was.");
        return await postmaster.StartAsync(before, cancel);
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
            await Folder.DeleteAsync();
        }
    }
}
