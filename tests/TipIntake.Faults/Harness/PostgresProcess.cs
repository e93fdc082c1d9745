using Npgsql;
using TipIntake.Faults.Programs;
using TipIntake.LocalPostgres;
using TipIntake.Storage;

namespace TipIntake.Faults.Harness;

/// <summary>A throw-away PostgreSQL, flushing as a real one does, that can be killed, frozen and started again.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    public const string Database = "tipintake";

    private readonly LocalPostgresOptions options;

    private PrivatePostgres running = null!;
    private int[] frozen = [];

    private PostgresProcess(string parent) => options = new LocalPostgresOptions
    {
        DataDirectory = Path.Combine(parent, $"tipintake-faults-{Guid.NewGuid():N}"),
        ThrowAway = true,
        Port = FreePort.Next(),
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["shared_buffers"] = "64MB" },
    };

    public int Port => running.Port;

    /// <summary>The superuser's way in, past everything under test.</summary>
    public string Superuser => new NpgsqlConnectionStringBuilder(running.ConnectionString(Database)) { Pooling = false }.ConnectionString;

    public bool IsRunning => Signals.IsRunning(running.ServerPid);

    public static Task<PostgresProcess> Start() => Start(Path.GetTempPath());

    /// <param name="parent">The folder below which everything of it lies.</param>
    public static async Task<PostgresProcess> Start(string parent)
    {
        var postgres = new PostgresProcess(parent);
        postgres.running = await PrivatePostgres.StartAsync(postgres.options);
        await DevelopmentDatabase.MakeRolesAndDatabase(postgres.running.ConnectionString(), Database, CancellationToken.None);

        foreach (var role in (string[])[DatabaseConnections.ApplicationRole, DatabaseConnections.OwnerRole])
        {
            await postgres.Run($"alter role {role} password '{postgres.running.Password}'");
        }

        return postgres;
    }

    public string OverSocket(string role) => running.ConnectionString(Database, role);

    public string OverLoopback(string role, int port) =>
        new NpgsqlConnectionStringBuilder(running.LoopbackConnectionString(Database, role)) { Port = port }.ConnectionString;

    /// <summary>The whole server at once: nobody is left to flush or to say goodbye.</summary>
    public async Task Kill()
    {
        var all = StopAll();
        ForgetProcess();
        Array.ForEach(all, Signals.Kill);
        await Until.True(() => !Array.Exists(all, Signals.IsRunning), TimeSpan.FromSeconds(10), "PostgreSQL is dead");
    }

    public async Task Restart()
    {
        var before = running;
        running = await PrivatePostgres.StartAsync(options);
        await before.DisposeAsync();
    }

    /// <summary>As "pg_ctl stop -m immediate": no checkpoint, no goodbye, and recovery at the next start.</summary>
    public async Task StopImmediately()
    {
        var all = AllProcesses();
        Signals.Quit(running.ServerPid);
        await Until.True(() => !Array.Exists(all, Signals.IsRunning), TimeSpan.FromSeconds(10), "PostgreSQL has ended");
    }

    /// <summary>The write-ahead log goes to another disk, as an operator moves it: while the server is down.</summary>
    public async Task MoveWal(string folder)
    {
        await Kill();
        var here = Path.Combine(running.DataDirectory, "cluster", "pg_wal");
        // With the owner and the rights that it has.
        DebianPrograms.Run(["cp", "--archive", here, folder]);
        Directory.Delete(here, recursive: true);
        Directory.CreateSymbolicLink(here, Path.Combine(folder, "pg_wal"));
        await Restart();
    }

    /// <summary>The postmaster and all its children.</summary>
    public int[] AllProcesses() => [running.ServerPid, .. Signals.ChildrenOf(running.ServerPid)];

    /// <summary>Connections stay open and nobody answers, as with a machine that has stalled.</summary>
    public Task Freeze()
    {
        frozen = StopAll();
        return Task.CompletedTask;
    }

    public Task Thaw()
    {
        Array.ForEach(frozen, Signals.Continue);
        frozen = [];
        return Task.CompletedTask;
    }

    /// <summary>As an administrator changes it: for every session, at once.</summary>
    public async Task Switch(string setting, bool on)
    {
        await Run($"alter system set {setting} = {(on ? "on" : "off")}");
        await Run("select pg_reload_conf()");
    }

    public async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One number, asked of the database past the service.</summary>
    public async Task<long> Count(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many lines of its log have this text.</summary>
    public int CountInLog(string text)
    {
        using var log = new StreamReader(new FileStream(Path.Combine(running.DataDirectory, "server.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return log.ReadToEnd().Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Thaw();
        await running.DisposeAsync();
    }

    // What names the dead server: without it nothing starts the server again before the test does, and a number that its
    // remains still hold does not keep the next one out. Recovery does not look at these files.
    private void ForgetProcess()
    {
        File.Delete(Path.Combine(running.DataDirectory, "cluster", "postmaster.pid"));
        File.Delete(Path.Combine(running.SocketDirectory, $".s.PGSQL.{running.Port}.lock"));
    }

    // The postmaster first, so that it has no more children while they are counted.
    private int[] StopAll()
    {
        Signals.Stop(running.ServerPid);
        var children = Signals.ChildrenOf(running.ServerPid);
        Array.ForEach(children, Signals.Stop);
        return [running.ServerPid, .. children];
    }
}
