using System.Diagnostics;
using Npgsql;
using TipIntake.LocalPostgres;

namespace TipIntake.IntegrationTests.LocalPostgres;

public sealed class RecoveryTests
{
    [Fact]
    public async Task A_killed_server_comes_back_at_the_same_address_with_all_it_had_committed()
    {
        await using var home = new ClusterHome();
        await using var postgres = await home.Start();
        await ClusterHome.Ask(postgres.ConnectionString(), "create table kept as select 7 as n");
        var killed = postgres.ServerPid;

        ClusterHome.Kill(killed);

        await Eventually.Is(() => postgres.ServerPid != killed, () => home.Said + File.ReadAllText(Path.Combine(home.Path, "server.log")));
        Assert.Equal(7, await ClusterHome.Ask(postgres.ConnectionString(), "select n from kept"));
        Assert.Equal(7, await ClusterHome.Ask(postgres.LoopbackConnectionString("postgres", "postgres"), "select n from kept"));
    }

    [Fact]
    public async Task What_server_and_service_leave_when_both_are_killed_does_not_stop_the_next_start()
    {
        await using var home = new ClusterHome();
        var left = await home.StartAndLeave();
        await ClusterHome.Ask(left, "create table kept as select 7 as n");
        ClusterHome.Kill(home.PidInFile());

        await using var postgres = await home.Start();

        Assert.Equal(7, await ClusterHome.Ask(postgres.ConnectionString(), "select n from kept"));
    }

    [Fact]
    public async Task The_server_of_a_killed_service_is_taken_over_and_stopped_in_the_end()
    {
        await using var home = new ClusterHome();
        await home.StartAndLeave();
        var pid = home.PidInFile();

        await using (var postgres = await home.Start())
        {
            Assert.Equal(pid, postgres.ServerPid);
        }

        Assert.False(File.Exists(home.PidFile));
    }

    [Fact]
    public async Task The_server_of_a_killed_service_is_started_again_when_the_settings_have_changed()
    {
        await using var home = new ClusterHome();
        await home.StartAndLeave();
        var options = home.Options with { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["work_mem"] = "5MB" } };

        await using var postgres = await PrivatePostgres.StartAsync(options);

        Assert.Equal("5MB", await ClusterHome.Ask(postgres.ConnectionString(), "show work_mem"));
    }

    [Fact]
    public async Task A_stale_pid_file_whose_number_went_to_another_process_is_cleared_away()
    {
        await using var home = new ClusterHome();
        await home.StartAndLeave();
        var left = await File.ReadAllTextAsync(home.PidFile);
        ClusterHome.Kill(home.PidInFile());
        var user = await ServerUser.ChooseAsync(home.Path, CancellationToken.None);
        using var stranger = Process.Start(Command.Describe(user.Line("sleep", "600"), listen: true))!;
        await File.WriteAllTextAsync(home.PidFile, $"{stranger.Id}{left[left.IndexOf('\n', StringComparison.Ordinal)..]}");

        await using var ending = new Ending(stranger);
        await using var postgres = await home.Start();

        Assert.Equal(1, await ClusterHome.Ask(postgres.ConnectionString(), "select 1"));
        Assert.False(stranger.HasExited);
    }

    [Fact]
    public async Task A_stale_socket_lock_whose_number_went_to_another_process_is_cleared_before_the_first_attempt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a Unix socket");
        await using var home = new ClusterHome();
        await home.StartAndLeave();
        var left = PostmasterFile.Read(home.Cluster)!;
        var lockFile = Path.Combine(left.SocketDirectory, $".s.PGSQL.{left.Port}.lock");
        var words = await File.ReadAllTextAsync(lockFile);
        ClusterHome.Kill(left.Pid);
        var user = await ServerUser.ChooseAsync(home.Path, CancellationToken.None);
        using var stranger = Process.Start(Command.Describe(user.Line("sleep", "600"), listen: true))!;
        await File.WriteAllTextAsync(lockFile, $"{stranger.Id}{words[words.IndexOf('\n', StringComparison.Ordinal)..]}");

        await using var ending = new Ending(stranger);
        await using var postgres = await home.Start();

        Assert.Equal(left.Port, new NpgsqlConnectionStringBuilder(postgres.ConnectionString()).Port);
        Assert.Equal(1, await ClusterHome.Ask(postgres.ConnectionString(), "select 1"));
        Assert.False(stranger.HasExited);
    }

    [Fact]
    public async Task The_pid_of_another_clusters_server_is_not_taken_for_ours()
    {
        await using var home = new ClusterHome();
        await using var otherHome = new ClusterHome();
        await using var other = await otherHome.Start();
        await home.StartAndLeave();
        var left = await File.ReadAllTextAsync(home.PidFile);
        ClusterHome.Kill(home.PidInFile());
        await File.WriteAllTextAsync(home.PidFile, $"{other.ServerPid}{left[left.IndexOf('\n', StringComparison.Ordinal)..]}");

        await using var postgres = await home.Start();

        Assert.NotEqual(other.ServerPid, postgres.ServerPid);
        Assert.Equal(1, await ClusterHome.Ask(other.ConnectionString(), "select 1"));
    }

    [Fact]
    public async Task A_cluster_whose_making_was_cut_short_is_made_anew()
    {
        await using var home = new ClusterHome();
        using var cut = new CancellationTokenSource();
        var options = home.Options with { Say = line => CutAt("Making", line, cut) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PrivatePostgres.StartAsync(options, cut.Token));
        Directory.CreateDirectory(Path.Combine(home.Path, "making-0", "base"));

        await using var postgres = await home.Start();

        Assert.Equal(1, await ClusterHome.Ask(postgres.ConnectionString(), "select 1"));
        Assert.Empty(Directory.EnumerateDirectories(home.Path, "making-*"));
    }

    [Fact]
    public async Task A_lost_password_is_replaced()
    {
        await using var home = new ClusterHome();
        await (await home.Start()).DisposeAsync();
        File.Delete(Path.Combine(home.Path, "password"));

        await using var postgres = await home.Start();

        Assert.Equal(1, await ClusterHome.Ask(postgres.LoopbackConnectionString("postgres", "postgres"), "select 1"));
    }

    [Fact]
    public async Task A_throw_away_cluster_goes_when_its_process_dies()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a Unix shell");
        await using var home = new ClusterHome();
        await home.StartAndLeave();
        var folder = await ClusterFolder.PrepareAsync(home.Options, CancellationToken.None);
        var cluster = new Cluster(folder, (await ClusterHome.Installed())!, home.Options);

        // Its end of the pipe closes here as it does when the process is killed.
        Guardian.Over(folder, new Postmaster(cluster, "").StopLine)!.Dispose();

        await Eventually.Is(() => !Directory.Exists(home.Path));
    }

    private static void CutAt(string start, string line, CancellationTokenSource cut)
    {
        if (line.StartsWith(start, StringComparison.Ordinal))
        {
            cut.CancelAfter(TimeSpan.FromMilliseconds(150));
        }
    }

    private sealed class Ending(Process process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
