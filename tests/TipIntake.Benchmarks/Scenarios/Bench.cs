using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>What every scenario needs: the wishes, the database, where results go.</summary>
internal sealed record Bench(Options Options, Cluster Cluster, Report Report, Progress Progress)
{
    public LoadPlan PlanFor(ChildServer server) => new()
    {
        Address = "127.0.0.1",
        Port = server.Port,
        Connections = Options.Connections,
        Seconds = Options.Seconds,
        ServerPid = server.Pid,
        DatabasePid = Cluster.Postmaster,
    };

    public static Task<ChildServer> StartPingAsync()
    {
        var port = ChildServer.FreePort();
        return ChildServer.StartAsync(Self.Start(PingServer.Verb, $"http://127.0.0.1:{port}"), port, "/ping", TimeSpan.FromSeconds(30));
    }

    public async Task<ChildServer> StartNaiveAsync()
    {
        await Cluster.CreateDatabaseAsync("naive");
        var port = ChildServer.FreePort();
        var start = Self.Start(NaiveServer.Verb, $"http://127.0.0.1:{port}", Cluster.ConnectionString("naive"));
        return await ChildServer.StartAsync(start, port, "/health/ready", TimeSpan.FromSeconds(60));
    }
}
