using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace TipIntake.LocalPostgres;

/// <summary>Starts, finds and stops the server of one cluster. Only called while the folder's door is locked.</summary>
internal sealed class Postmaster(Cluster cluster, string password)
{
    private const int Attempts = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>The server of this cluster once it answers; null when there is none.</summary>
    public async Task<PostmasterFile?> FindAsync(CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        var isPatient = false;
        while (PostmasterFile.Read(cluster.Folder.Cluster) is { } file)
        {
            // An answer is the best proof of life: it also comes from a server in another container, whose process we cannot see.
            if (await AnswersAsync(file, cancel))
            {
                return file;
            }

            if (!file.IsOfLiveServer())
            {
                Forget(file);
                return null;
            }

            if (waited.Elapsed > Patience)
            {
                throw new LocalPostgresException(
                    $"A PostgreSQL server (process {file.Pid}) holds {cluster.Folder.Cluster} but has not answered for {Patience.TotalMinutes:0} minutes. "
                    + $"Look into {cluster.Folder.Log}, end that process, and start again.");
            }

            if (!isPatient && waited.Elapsed > LongPause)
            {
                isPatient = true;
                cluster.Options.Say("PostgreSQL is busy with its own recovery; waiting for it.");
            }

            await Task.Delay(Pause, cancel);
        }

        return null;
    }

    /// <summary>Starts it; with `at`, on that port and socket or not at all.</summary>
    public async Task<PostmasterFile> StartAsync(PostmasterFile? at, CancellationToken cancel)
    {
        var before = cluster.EarlierSettings();
        var earlier = at?.SocketDirectory ?? ClusterSettings.ValueIn(before, "unix_socket_directories");
        var socket = await SocketFolder.ChooseAsync(cluster.Folder, earlier, cancel);
        var port = at?.Port ?? FirstPort(before);
        var isFixed = at is not null || cluster.Options.Port != 0;
        cluster.Folder.TurnLog();
        for (var attempt = 1; ; attempt++)
        {
            SocketFolder.Clear(socket);
            await cluster.WriteSettingsAsync(cluster.Settings(port, socket), cancel);
            var answer = await LaunchAsync();
            if (await FindAsync(cancel) is { } running)
            {
                return running;
            }

            var why = LastWords(answer);
            if (attempt == Attempts || !MayPass(why) || (isFixed && IsAboutPort(why)))
            {
                throw new LocalPostgresException($"PostgreSQL did not start in {cluster.Folder.Path} on port {port}: {why}");
            }

            port = IsAboutPort(why) ? LoopbackPort.AnyFree() : port;
            await Task.Delay(Pause * attempt, cancel);
        }
    }

    /// <summary>The command that ends the server of a throw-away cluster, for whoever has to give it after us.</summary>
    public IReadOnlyList<string> StopLine => PgCtl("stop", "--mode", "immediate", "--wait", "--timeout", "10");

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

    /// <summary>For a cluster whose password file was lost: the socket lets us in without it.</summary>
    public async Task TeachPasswordAsync(PostmasterFile running, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Address(running).Own("postgres", "postgres", pooling: false));
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"alter role postgres password '{password}'", connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private ServerAddress Address(PostmasterFile file) => new(file.Port, file.SocketDirectory, password);

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
            await using var connection = new NpgsqlConnection(Address(file).Own("postgres", "postgres", pooling: false));
            await connection.OpenAsync(cancel);
            return true;
        }
        catch (PostgresException e)
        {
            // Any other refusal, such as too many connections, comes from a server that works.
            return e.SqlState != PostgresErrorCodes.CannotConnectNow;
        }
        catch (Exception e) when (e is SocketException or TimeoutException or NpgsqlException)
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
        return last != 0 && LoopbackPort.IsFree(last) ? last : LoopbackPort.AnyFree();
    }

    private string LastWords(CommandResult answer)
    {
        var log = File.Exists(cluster.Folder.Log) ? File.ReadLines(cluster.Folder.Log).TakeLast(4) : [];
        return string.Join(" | ", log.Prepend(answer.Output).Where(l => l.Length > 0));
    }

    private static bool IsAboutPort(string why) => why.Contains("could not bind", StringComparison.Ordinal) || why.Contains("could not create any TCP", StringComparison.Ordinal);

    // The children of a killed server take a moment to notice, and one that is killed while it starts leaves its locks to the next attempt.
    private static bool MayPass(string why) =>
        IsAboutPort(why)
        || why.Contains("postmaster.pid\" already exists", StringComparison.Ordinal)
        || why.Contains(".lock\" already exists", StringComparison.Ordinal)
        || why.Contains("shared memory block", StringComparison.Ordinal);
}
