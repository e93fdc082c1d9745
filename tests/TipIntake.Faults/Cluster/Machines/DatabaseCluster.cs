using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Programs;

namespace TipIntake.Faults.Cluster.Machines;

/// <summary>PostgreSQL as operators with a standby have it: three machines under Patroni, three members of etcd, and HAProxy before them.</summary>
internal sealed class DatabaseCluster
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    private readonly ClusterFolder folder;
    private readonly string password = RandomNumberGenerator.GetHexString(24, lowercase: true);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private bool synchronous = true;

    public DatabaseCluster(ClusterFolder folder)
    {
        this.folder = folder;
        Machines = [.. Enumerable.Range(1, 3).Select(number => new DatabaseMachine(folder, number, password))];
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"patroni:{password}")));
    }

    public DatabaseMachine[] Machines { get; }

    /// <summary>Where the service finds whoever leads.</summary>
    public int LeaderPort { get; } = FreePort.Next();

    public string Connection(string role) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = LeaderPort, Database = PostgresProcess.Database, Username = role, Password = password }.ConnectionString;

    public async Task Start()
    {
        var etcd = new EtcdMembers(folder);
        await etcd.Start();
        Array.ForEach(Machines, machine => machine.Make(Shared(etcd.Hosts)));
        await Whole(LongestStart);
        await HaproxyProcess.Start(folder, "haproxy-database.cfg", LeaderPort, Doors());

        var leader = await Leader();
        DebianPrograms.Run(
            [
                ClusterPrograms.Psql, "--no-psqlrc", "--quiet", "--set", $"owner_password={password}", "--set", $"application_password={password}", "--set", $"public_password={password}",
                "--set", $"database={PostgresProcess.Database}", "--file", Path.Combine(ClusterFolder.Templates, "..", "database", "roles.sql"),
                $"host=127.0.0.1 port={leader.Port.ToString(CultureInfo.InvariantCulture)} user=postgres dbname=postgres password={password}",
            ]);
    }

    public async Task<DatabaseMachine> Leader()
    {
        while (true)
        {
            foreach (var machine in Machines)
            {
                if (await machine.Is("primary"))
                {
                    return machine;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>Waits until one leads, two follow, and every commit waits for one of the two (where it is to wait).</summary>
    public async Task<TimeSpan> Whole(TimeSpan within)
    {
        try
        {
            return await Until.True(IsWhole, within, "one leads, two follow, one of them synchronously");
        }
        catch (TimeoutException fault)
        {
            throw new TimeoutException($"{fault.Message}\n{string.Join('\n', Machines.Select(machine => $"{machine.Name}:\n{folder.LastWords(machine.Name)}"))}", fault);
        }
    }

    /// <summary>As an operator changes it, with patronictl edit-config: for every machine, within a few seconds.</summary>
    public async Task Synchronous(bool on)
    {
        using var change = new StringContent($$"""{"synchronous_mode":{{(on ? "true" : "false")}},"synchronous_mode_strict":{{(on ? "true" : "false")}}}""");
        using var response = await http.PatchAsync(new Uri((await Leader()).Rest, "config"), change);
        response.EnsureSuccessStatusCode();
        synchronous = on;
        await Until.True(async () => (await Ask("select current_setting('synchronous_standby_names')")).Length > 0 == on, TimeSpan.FromSeconds(30), "the leader has taken the change");
    }

    /// <summary>One word or number, asked of whoever leads as its superuser, past the service.</summary>
    public async Task<string> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection((await Leader()).Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }

    private async Task<bool> IsWhole()
    {
        var parts = await Task.WhenAll(Machines.Select(async machine => (Leads: await machine.Is("primary"), Follows: await machine.Is("replica?lag=1MB"), Synchronous: await machine.Is("synchronous"))));
        return (parts.Count(part => part.Leads), parts.Count(part => part.Follows), parts.Count(part => part.Synchronous)) == (1, 2, synchronous ? 1 : 0);
    }

    private Dictionary<string, string> Shared(string etcd) => new(StringComparer.Ordinal)
    {
        ["CLUSTER"] = "tipintake",
        ["ADDRESS"] = "127.0.0.1",
        ["ETCD_HOSTS"] = etcd,
        ["REST_PASSWORD"] = password,
        ["POSTGRES_PASSWORD"] = password,
        ["REPLICATION_PASSWORD"] = password,
        ["REWIND_PASSWORD"] = password,
        ["DATABASE_NETWORK"] = "127.0.0.1/32",
        ["SERVICE_NETWORK"] = "127.0.0.1/32",
        ["BIN_FOLDER"] = ClusterPrograms.PostgresFolder,
        ["SHARED_BUFFERS"] = "64MB",
        ["SYNCHRONOUS"] = "true",
        ["WATCHDOG"] = "off",
    };

    private Dictionary<string, string> Doors()
    {
        var doors = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LEADER"] = $"127.0.0.1:{LeaderPort}",
            ["READER"] = $"127.0.0.1:{FreePort.Next()}",
        };

        for (var i = 0; i < Machines.Length; i++)
        {
            doors[$"DATABASE{i + 1}"] = $"127.0.0.1:{Machines[i].Port}";
            doors[$"DATABASE{i + 1}_REST"] = Machines[i].RestPort.ToString(CultureInfo.InvariantCulture);
        }

        return doors;
    }
}
