using TipIntake.LocalPostgres;

namespace TipIntake.IntegrationTests.LocalPostgres;

public sealed class StartAndStopTests
{
    [Fact]
    public async Task It_answers_over_the_socket_and_over_the_loopback_port()
    {
        await using var home = new ClusterHome();

        await using var postgres = await home.Start();

        Assert.Equal(1, await ClusterHome.Ask(postgres.ConnectionString(), "select 1"));
        Assert.Equal(1, await ClusterHome.Ask(postgres.LoopbackConnectionString("postgres", "postgres"), "select 1"));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart_on_the_same_port()
    {
        await using var home = new ClusterHome();
        int port;
        await using (var first = await home.Start())
        {
            port = first.Port;
            await ClusterHome.Ask(first.ConnectionString(), "create table kept as select 7 as n");
        }

        await using var second = await home.Start();

        Assert.Equal(7, await ClusterHome.Ask(second.ConnectionString(), "select n from kept"));
        Assert.Equal(port, second.Port);
    }

    [Fact]
    public async Task After_stopping_no_server_is_left()
    {
        await using var home = new ClusterHome();
        var postgres = await home.Start();

        await postgres.DisposeAsync();

        Assert.False(File.Exists(Path.Combine(home.Cluster, "postmaster.pid")));
        Assert.Contains("down", await File.ReadAllTextAsync(Path.Combine(home.Path, "server.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throw_away_cluster_leaves_nothing_behind()
    {
        await using var home = new ClusterHome();

        await using (await PrivatePostgres.StartAsync(home.Options with { ThrowAway = true }))
        {
            Assert.True(Directory.Exists(home.Path));
        }

        Assert.False(Directory.Exists(home.Path));
    }

    [Fact]
    public async Task Unasked_it_keeps_what_it_says_and_logs_nothing_of_people()
    {
        await using var home = new ClusterHome();
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["fsync"] = "on",
            ["full_page_writes"] = "on",
            ["synchronous_commit"] = "on",
            ["listen_addresses"] = "127.0.0.1",
            ["log_min_messages"] = "log",
            ["log_error_verbosity"] = "terse",
            ["log_min_error_statement"] = "panic",
            ["log_parameter_max_length_on_error"] = "0",
            ["log_statement"] = "none",
            ["server_encoding"] = "UTF8",
        };

        await using var postgres = await home.Start();

        foreach (var (setting, value) in wanted)
        {
            Assert.Equal((setting, value), (setting, await ClusterHome.Ask(postgres.ConnectionString(), $"show {setting}")));
        }
    }

    [Fact]
    public async Task A_setting_of_the_caller_wins()
    {
        await using var home = new ClusterHome();
        var options = home.Options with { Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["fsync"] = "off", ["application_name"] = "it's" } };

        await using var postgres = await PrivatePostgres.StartAsync(options);

        Assert.Equal("off", await ClusterHome.Ask(postgres.ConnectionString(), "show fsync"));
    }

    [Fact]
    public async Task A_long_path_gets_its_socket_elsewhere()
    {
        await using var home = new ClusterHome();
        var options = home.Options with { DataDirectory = Path.Combine(home.Path, new string('x', 90)), ThrowAway = true };

        await using var postgres = await PrivatePostgres.StartAsync(options);

        Assert.StartsWith("/tmp/", postgres.SocketDirectory, StringComparison.Ordinal);
        Assert.Equal(1, await ClusterHome.Ask(postgres.ConnectionString(), "select 1"));
    }
}
