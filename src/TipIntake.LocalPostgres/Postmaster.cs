using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TipIntake.LocalPostgres;

/// <summary>Starts, finds and stops the server of one cluster. Only called while the folder's door is locked.</summary>
internal sealed class Postmaster(Cluster cluster, string password)
{
    private const int Attempts = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The server of this cluster once it answers; null when there is none.</summary>
    public async Task<PostmasterFile?> FindAsync(CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        while (PostmasterFile.Read(cluster.Folder.Cluster) is { } file)
        {
            if (!file.IsOfLiveServer())
            {
                Forget(file);
                return null;
            }

            if (await AnswersAsync(file, cancel))
            {
                return file;
            }

            if (waited.Elapsed > Patience)
            {
                throw new LocalPostgresException(
                    $"A PostgreSQL server (process {file.Pid}) holds {cluster.Folder.Cluster} but has not answered for {Patience.TotalMinutes:0} minutes. "
                    + $"Look into {cluster.Folder.Log}, end that process, and start again.");
            }

            await Task.Delay(Pause, cancel);
        }

        return null;
    }

    public async Task<PostmasterFile> StartAsync(CancellationToken cancel)
    {
        var before = cluster.EarlierSettings();
        var socket = await SocketFolder.ChooseAsync(cluster.Folder, ClusterSettings.ValueIn(before, "unix_socket_directories"), cancel);
        var port = FirstPort(before);
        for (var attempt = 1; ; attempt++)
        {
            await cluster.WriteSettingsAsync(cluster.Settings(port, socket), cancel);
            var answer = await LaunchAsync();
            if (await FindAsync(cancel) is { } running)
            {
                return running;
            }

            var why = LastWords(answer);
            if (attempt == Attempts || !MayPass(why) || (cluster.Options.Port != 0 && IsAboutPort(why)))
            {
                throw new LocalPostgresException($"PostgreSQL did not start in {cluster.Folder.Path}: {why}");
            }

            port = IsAboutPort(why) ? FreePort() : port;
            await Task.Delay(Pause * attempt, cancel);
        }
    }

    /// <summary>Ends the server in order, and harder if it does not obey; its data are safe either way.</summary>
    public async Task StopAsync(bool atOnce)
    {
        foreach (var (mode, seconds) in atOnce ? [("immediate", 10)] : new[] { ("fast", 20), ("immediate", 10) })
        {
            var answer = await Command.RunAsync(
                PgCtl("stop", "--mode", mode, "--wait", "--timeout", seconds.ToString(CultureInfo.InvariantCulture)), CancellationToken.None);
            if (answer.Succeeded || PostmasterFile.Read(cluster.Folder.Cluster)?.IsOfLiveServer() != true)
            {
                return;
            }
        }
    }

    private async Task<CommandResult> LaunchAsync()
    {
        // pg_ctl gives the server a session of its own, so that Ctrl+C reaches the service alone and the service stops it last.
        // On Windows the server would keep our pipes open, hence no listening there.
        return await Command.RunAsync(
            PgCtl("start", "--wait", "--timeout", "60", "--log", cluster.Folder.Log), CancellationToken.None, listen: !OperatingSystem.IsWindows());
    }

    private IReadOnlyList<string> PgCtl(string verb, params IEnumerable<string> arguments) =>
        cluster.Folder.User.Line([cluster.Binaries.Program("pg_ctl"), verb, "--silent", "--pgdata", cluster.Folder.Cluster, .. arguments]);

    private async Task<bool> AnswersAsync(PostmasterFile file, CancellationToken cancel)
    {
        if (file.Port == 0)
        {
            return false;
        }

        try
        {
            var address = new ServerAddress(file.Port, file.SocketDirectory, password);
            await using var connection = new NpgsqlConnection(address.Own("postgres", "postgres", pooling: false));
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (Exception e) when (e is SocketException or TimeoutException or NpgsqlException { InnerException: not null }
            or PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow })
        {
            return false;
        }
    }

    // A number that went to another process would make PostgreSQL refuse; any other stale file it clears away itself, with better checks.
    private void Forget(PostmasterFile file)
    {
        if (file.IsNumberTaken())
        {
            cluster.Options.Say("Removing the pid file of a killed PostgreSQL; its process number is taken.");
            File.Delete(file.Path);
        }
    }

    private int FirstPort(string before)
    {
        if (cluster.Options.Port != 0)
        {
            return cluster.Options.Port;
        }

        var last = int.TryParse(ClusterSettings.ValueIn(before, "port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
        return last != 0 && IsFree(last) ? last : FreePort();
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private string LastWords(CommandResult answer)
    {
        var log = File.Exists(cluster.Folder.Log) ? File.ReadLines(cluster.Folder.Log).TakeLast(4) : [];
        return string.Join(" | ", log.Prepend(answer.Output).Where(l => l.Length > 0));
    }

    private static bool IsAboutPort(string why) => why.Contains("could not bind", StringComparison.Ordinal) || why.Contains("could not create any TCP", StringComparison.Ordinal);

    // The children of a killed server take a moment to notice.
    private static bool MayPass(string why) =>
        IsAboutPort(why) || why.Contains("postmaster.pid\" already exists", StringComparison.Ordinal) || why.Contains("shared memory block", StringComparison.Ordinal);
}
