using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TipIntake.Faults.Harness;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>One machine of PostgreSQL under Patroni, from infra/cluster/patroni.yml: killed, frozen and started as a whole.</summary>
internal sealed class DatabaseMachine(ClusterFolder folder, int number, string password)
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
    private Process? patroni;
    private int[] frozen = [];

    public string Name { get; } = $"database{number}";

    public int Port { get; } = FreePort.Next();

    public int RestPort { get; } = FreePort.Next();

    public Uri Rest => new($"http://127.0.0.1:{RestPort}");

    private string Data => Path.Combine(folder.For(Name), "data");

    public string Connection(string role) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = PostgresProcess.Database, Username = role, Password = password, Pooling = false, Timeout = 3, CommandTimeout = 60 }.ConnectionString;

    /// <summary>Writes its configuration and starts it.</summary>
    public void Make(IReadOnlyDictionary<string, string> shared)
    {
        var mine = new Dictionary<string, string>(shared, StringComparer.Ordinal)
        {
            ["MACHINE"] = Name,
            ["REST_PORT"] = RestPort.ToString(CultureInfo.InvariantCulture),
            ["POSTGRES_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
            ["DATA_FOLDER"] = Data,
            ["PASSWORD_FILE"] = Path.Combine(folder.For(Name), "pgpass"),
            ["SOCKET_FOLDER"] = folder.For(Name),
        };
        var configuration = Path.Combine(folder.For(Name), "patroni.yml");
        File.WriteAllText(configuration, ClusterPrograms.Fill("patroni.yml", mine));
        ClusterPrograms.Own(configuration);
        Start();
    }

    public void Start() =>
        patroni = folder.Start(Name, ClusterPrograms.AsPostgres(ClusterPrograms.Patroni, Path.Combine(folder.For(Name), "patroni.yml")), new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Whether Patroni gives it this part: primary, replica, synchronous.</summary>
    public Task<bool> Is(string part) => http.Answers(new Uri(Rest, part));

    /// <summary>What PostgreSQL has used here so far; Patroni not counted.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromTicks(Postmaster().SelectMany(head => Signals.ChildrenOf(head).Append(head)).Sum(pid => Signals.ProcessorTimeOf(pid).Ticks));

    /// <summary>Power off: Patroni and every process of PostgreSQL at once.</summary>
    public async Task Kill()
    {
        var all = StopAll();
        Array.ForEach(all, Signals.Kill);
        await Until.True(() => !Array.Exists(all, Signals.IsRunning), TimeSpan.FromSeconds(10), $"{Name} is dead");
        frozen = [];
        // A number that somebody else has by now must not keep it from starting again.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    /// <summary>Connections stay open and nobody answers, as with a machine that has stalled.</summary>
    public void Freeze() => frozen = StopAll();

    public void Thaw()
    {
        Array.ForEach(frozen, Signals.Continue);
        frozen = [];
    }

    // Patroni and the postmaster first, so that they have no more children while these are counted.
    private int[] StopAll()
    {
        int[] heads = [patroni!.Id, .. Postmaster()];
        Array.ForEach(heads, Signals.Stop);
        int[] all = [.. heads, .. heads.SelectMany(Signals.ChildrenOf)];
        Array.ForEach(all, Signals.Stop);
        return [.. all.Distinct()];
    }

    private int[] Postmaster()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).First(), CultureInfo.InvariantCulture, out var pid) && Signals.IsRunning(pid) ? [pid] : [];
    }
}
