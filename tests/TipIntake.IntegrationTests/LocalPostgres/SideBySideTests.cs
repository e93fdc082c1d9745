using TipIntake.LocalPostgres;

namespace TipIntake.IntegrationTests.LocalPostgres;

public sealed class SideBySideTests
{
    [Fact]
    public async Task Two_folders_are_two_servers()
    {
        await using var oneHome = new ClusterHome();
        await using var otherHome = new ClusterHome();

        var both = await Task.WhenAll(oneHome.Start(), otherHome.Start());
        await both[0].DisposeAsync();

        Assert.NotEqual(both[0].Port, both[1].Port);
        Assert.Equal(1, await ClusterHome.Ask(both[1].ConnectionString(), "select 1"));
        await both[1].DisposeAsync();
    }

    [Fact]
    public async Task All_who_name_one_folder_at_once_get_one_server()
    {
        await using var home = new ClusterHome();

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(home.Start)));

        Assert.Single(all.Select(p => p.ServerPid).Distinct());
        await Task.WhenAll(all.Select(p => p.DisposeAsync().AsTask()));
        Assert.False(File.Exists(home.PidFile));
    }

    [Fact]
    public async Task The_one_who_leaves_first_does_not_stop_the_others_server()
    {
        await using var home = new ClusterHome();
        var first = await home.Start();
        await using var second = await home.Start();

        await first.DisposeAsync();

        Assert.Equal(1, await ClusterHome.Ask(second.ConnectionString(), "select 1"));
    }

    [Fact]
    public async Task Leaving_twice_is_leaving_once()
    {
        await using var home = new ClusterHome();
        await using var stays = await home.Start();
        var leaves = await home.Start();

        await leaves.DisposeAsync();
        await leaves.DisposeAsync();

        Assert.Equal(1, await ClusterHome.Ask(stays.ConnectionString(), "select 1"));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var home = new ClusterHome();
        await using var otherHome = new ClusterHome();
        await using var other = await otherHome.Start();

        var refusal = await Assert.ThrowsAsync<LocalPostgresException>(
            () => PrivatePostgres.StartAsync(home.Options with { Port = other.Port }));

        Assert.Contains($"{other.Port}", refusal.Message, StringComparison.Ordinal);
    }
}
