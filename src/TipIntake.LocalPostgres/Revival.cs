namespace TipIntake.LocalPostgres;

/// <summary>Starts the server again when it was killed under us, at the address that connection strings already name.</summary>
internal sealed class Revival : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource leaving = new();
    private readonly SharedServer server;
    private readonly Task watch;

    public Revival(SharedServer server, PostmasterFile running)
    {
        this.server = server;
        Pid = running.Pid;
        watch = Task.Run(() => WatchAsync(running));
    }

    public int Pid { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await watch;
        leaving.Dispose();
    }

    private async Task WatchAsync(PostmasterFile running)
    {
        try
        {
            using var timer = new PeriodicTimer(Pace);
            while (await timer.WaitForNextTickAsync(leaving.Token))
            {
                await LookAsync(running);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e) when (e is LocalPostgresException or IOException or UnauthorizedAccessException)
        {
            server.Say($"PostgreSQL ended and could not be started again: {e.Message}");
        }
    }

    // Whoever stops the server in order leaves no postmaster.pid; they meant it.
    private async Task LookAsync(PostmasterFile running)
    {
        if (PostmasterFile.Read(server.Folder.Cluster) is not { } file)
        {
            return;
        }

        if (file.IsOfLiveServer())
        {
            Pid = file.Pid;
            return;
        }

        await using var door = FolderLock.TryAlone(server.Folder.Door);
        if (door is not null)
        {
            Pid = (await server.ReviveAsync(running, leaving.Token)).Pid;
        }
    }
}
