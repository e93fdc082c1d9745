using System.Diagnostics;
using Npgsql;
using TipIntake.LocalPostgres;

namespace TipIntake.IntegrationTests.LocalPostgres;

/// <summary>A folder for one test's cluster, gone with the test whatever still runs in it.</summary>
internal sealed class ClusterHome : IAsyncDisposable
{
    private readonly List<string> said = [];

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"tipintake-test-{Guid.NewGuid():N}"[..26]);

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    public string Said => string.Join('\n', said);

    public LocalPostgresOptions Options => new()
    {
        DataDirectory = Path,
        MayInstall = false,
        Say = said.Add,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["shared_buffers"] = "16MB" },
    };

    public string PidFile => System.IO.Path.Combine(Cluster, "postmaster.pid");

    public Task<PrivatePostgres> Start() => PrivatePostgres.StartAsync(Options);

    public static Task<Binaries?> Installed() => FindBinaries.FirstAsync(null, SearchPlaces.OfThisMachine(), null, CancellationToken.None);

    public int PidInFile() => PostmasterFile.Read(Cluster)!.Pid;

    /// <summary>The state after the service was killed: the server runs and nobody holds a share of it. Returns a way in.</summary>
    public async Task<string> StartAndLeave()
    {
        string address;
        await using (var postgres = await Start())
        {
            address = postgres.ConnectionString();
        }

        var folder = await ClusterFolder.PrepareAsync(Options, CancellationToken.None);
        var start = folder.User.Line((await Installed())!.Program("pg_ctl"), "start", "--silent", "--wait", "--pgdata", folder.Cluster, "--log", folder.Log);
        Assert.Equal((0, ""), (await Command.RunAsync(start, CancellationToken.None)) is var answer ? (answer.ExitCode, answer.Output) : default);
        return address;
    }

    public static async Task<object?> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
        process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path))
        {
            await (await PrivatePostgres.StartAsync(Options with { ThrowAway = true })).DisposeAsync();
        }
    }
}
