using System.Runtime.Versioning;
using Npgsql;
using TipIntake.LocalPostgres;

namespace TipIntake.IntegrationTests.LocalPostgres;

public sealed class ClosedDoorTests
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_can_look_into_the_folder_the_socket_or_the_password()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        await using var home = new ClusterHome();

        await using var postgres = await home.Start();

        foreach (var path in (string[])[home.Path, postgres.SocketDirectory, home.Cluster, Path.Combine(home.Path, "password"), Path.Combine(home.Path, "server.log")])
        {
            Assert.Equal((path, UnixFileMode.None), (path, File.GetUnixFileMode(path) & Others));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task The_loopback_port_lets_nobody_in_without_the_password(string? password)
    {
        await using var home = new ClusterHome();
        await using var postgres = await home.Start();
        var attempt = new NpgsqlConnectionStringBuilder(postgres.LoopbackConnectionString("postgres", "postgres")) { Password = password };

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ClusterHome.Ask(attempt.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Another_account_of_this_machine_gets_in_by_neither_way()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root can become somebody else");
        await using var home = new ClusterHome();
        await using var postgres = await home.Start();
        var psql = (await ClusterHome.Installed())!.Program("psql");

        var socket = await AskAs("nobody", psql, postgres.SocketDirectory, postgres.Port);
        var loopback = await AskAs("nobody", psql, "127.0.0.1", postgres.Port);
        var owner = await AskAs((await ServerUser.ChooseAsync(home.Path, CancellationToken.None)).AccountName, psql, postgres.SocketDirectory, postgres.Port);

        Assert.Contains("Permission denied", socket.Output, StringComparison.Ordinal);
        Assert.Contains("no password supplied", loopback.Output, StringComparison.Ordinal);
        Assert.True(owner.Succeeded, owner.Output);
    }

    [Fact]
    public async Task An_error_leaves_nothing_of_its_values_in_the_servers_log()
    {
        await using var home = new ClusterHome();
        await using var postgres = await home.Start();
        await ClusterHome.Ask(postgres.ConnectionString(), "create table t (word text primary key); insert into t values ('canary-1')");

        await Assert.ThrowsAsync<PostgresException>(() => ClusterHome.Ask(postgres.ConnectionString(), "insert into t values ('canary-1')"));
        await Assert.ThrowsAsync<PostgresException>(() => ClusterHome.Ask(postgres.ConnectionString(), "select 'canary-2'::int"));
        await Assert.ThrowsAsync<PostgresException>(() => ClusterHome.Ask(postgres.ConnectionString(), "select canary-3 from nowhere"));
        await ClusterHome.Ask(postgres.ConnectionString(), "do $$ begin raise warning 'canary-4'; end $$");

        var log = await File.ReadAllTextAsync(Path.Combine(home.Path, "server.log"));
        Assert.Contains("ready to accept connections", log, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_other_files_is_left_alone()
    {
        await using var home = new ClusterHome();
        var holiday = Directory.CreateTempSubdirectory("tipintake-holiday").FullName;
        await File.WriteAllTextAsync(Path.Combine(holiday, "photo.txt"), "dear");

        await Assert.ThrowsAsync<LocalPostgresException>(() => PrivatePostgres.StartAsync(home.Options with { DataDirectory = holiday }));

        Assert.Equal(Path.Combine(holiday, "photo.txt"), Assert.Single(Directory.EnumerateFileSystemEntries(holiday)));
        Directory.Delete(holiday, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_the_servers_account_cannot_reach_is_swapped_for_one_it_can()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root starts it as somebody else");
        await using var home = new ClusterHome();
        var closed = Directory.CreateTempSubdirectory("tipintake-closed").FullName;
        var options = home.Options with { DataDirectory = Path.Combine(closed, "postgres"), ThrowAway = true };

        await using (var postgres = await PrivatePostgres.StartAsync(options))
        {
            Assert.StartsWith("/var/tmp/tipintake-", postgres.DataDirectory, StringComparison.Ordinal);
            Assert.Contains(postgres.DataDirectory, home.Said, StringComparison.Ordinal);
            Assert.Equal(1, await ClusterHome.Ask(postgres.ConnectionString(), "select 1"));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(closed));
        Directory.Delete(closed);
    }

    private static Task<CommandResult> AskAs(string who, string psql, string host, int port) =>
        Command.RunAsync(["runuser", "-u", who, "--", psql, "-w", "-U", "postgres", "-h", host, "-p", $"{port}", "-c", "select 1"], CancellationToken.None);
}
