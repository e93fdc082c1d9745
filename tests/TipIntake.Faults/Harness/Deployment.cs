using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using TipIntake.Faults.Cluster;
using TipIntake.Storage;

namespace TipIntake.Faults.Harness;

/// <summary>An installation as an operator has it: PostgreSQL, keys, schema, one open object, and the service beside them.</summary>
public abstract class Deployment(bool throughProxy) : IAsyncLifetime
{
    public const string Reference = "OBJ-2026-0001";

    /// <summary>Ready again after a crash: recovery, start and first look, on a machine that is busy with other things.</summary>
    public static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("tipintake-faults-home");
    private readonly Uri address = new($"http://127.0.0.1:{FreePort.Next()}");
    private FaultProxy? proxy;

    internal PostgresProcess Postgres { get; private set; } = null!;

    internal ServiceProcess Service { get; private set; } = null!;

    internal Uri ReadyAddress => new(address, "/health/ready");

    internal Uri TipsAddress => new(address, $"/api/v1/objects/{Reference}/tips");

    internal Uri LiveAddress => new(address, "/health/live");

    internal FaultProxy Proxy => proxy ?? throw new InvalidOperationException("This service talks to PostgreSQL without a proxy.");

    /// <summary>The file that the service writes its log to; null where nobody keeps it.</summary>
    internal virtual string? ServiceLog => null;

    public async ValueTask InitializeAsync()
    {
        Postgres = await StartPostgres();
        proxy = throughProxy ? new FaultProxy(Postgres.Port) : null;
        await Installation.Prepare(home.FullName, Settings(), Connection(DatabaseConnections.OwnerRole));
        await StartService();
        await Service.Ready(LongestRecovery);
    }

    /// <summary>Starts it and does not wait.</summary>
    internal Task StartService()
    {
        var settings = Settings();

        foreach (var (name, value) in More)
        {
            settings[name] = value;
        }

        Service = ServiceProcess.Start(address, settings, log: ServiceLog);
        return Task.CompletedTask;
    }

    internal async Task RestartService()
    {
        await Service.DisposeAsync();
        await StartService();
    }

    /// <summary>Settings and variables of the service's process beside those that every run needs.</summary>
    internal virtual IEnumerable<KeyValuePair<string, string?>> More => [];

    internal virtual Task<PostgresProcess> StartPostgres() => PostgresProcess.Start();

    /// <summary>A sender with an empty ledger, and a table without tips to compare it with.</summary>
    internal async Task<TipSender> NewSender()
    {
        await Postgres.Run("truncate tipintake.mt_doc_tip, tipintake.mt_doc_sendercontact, tipintake.mt_doc_tipnews");
        return SenderWith(new Ledger());
    }

    internal TipSender SenderWith(Ledger ledger) => new(address, Reference, ledger);

    /// <summary>Compares what senders were told with what is stored, and prints the figures.</summary>
    internal async Task<LedgerReport> Compare(TipSender sender, string what)
    {
        var report = sender.Ledger.Compare(await StoredTips.Read(Postgres.Superuser));
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {report}");

        if (sender.Ledger.Answers.FirstOrDefault(answer => answer.Status is not (0 or 201 or 503)) is { } surprise)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{surprise}\n{Service.LastWords}");
        }

        return report;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Service is not null)
        {
            await Service.DisposeAsync();
        }

        if (proxy is not null)
        {
            await proxy.DisposeAsync();
        }

        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        home.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A node with a staff door only, as it is started in Development.</summary>
    internal Dictionary<string, string?> StaffSettings(Uri staff) => new(Settings(), StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ConnectionStrings:TipIntakeOwner"] = Connection(DatabaseConnections.OwnerRole),
        ["Surfaces:Public:Url"] = "",
        ["Surfaces:Staff:Url"] = staff.GetLeftPart(UriPartial.Authority),
        ["Catalogue:Demonstration"] = "false",
    };

    /// <summary>What a node needs to have a staff door, too.</summary>
    internal IEnumerable<KeyValuePair<string, string?>> StaffDoor() =>
        StaffSettings(new Uri($"http://127.0.0.1:{FreePort.Next()}")).Where(setting => setting.Key != "Surfaces:Public:Url");

    /// <summary>One of several public nodes behind a proxy on this machine.</summary>
    internal Dictionary<string, string?> PublicSettings(Uri door) => new(Settings(), StringComparer.Ordinal)
    {
        ["Surfaces:Public:Url"] = door.GetLeftPart(UriPartial.Authority),
        ["Proxies:Known:0"] = "127.0.0.1",
        ["IpRateLimiting:IpWhitelist:0"] = "127.0.0.0/8",
        ["Shutdown:ReadinessDelay"] = "00:00:03",
    };

    /// <summary>The service's own classes over the same database, without a process.</summary>
    internal WebApplication Build()
    {
        var builder = Program.Builder(["--environment=Development"]);
        builder.Configuration.AddInMemoryCollection(StaffSettings(new Uri($"http://127.0.0.1:{FreePort.Next()}")));
        return Program.Build(builder);
    }

    private Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings:TipIntake"] = Connection(DatabaseConnections.ApplicationRole),
        ["Surfaces:Public:Url"] = address.GetLeftPart(UriPartial.Authority),
        ["Surfaces:Staff:Url"] = "",
        ["Operator:Trial"] = "true",
        ["Data:Path"] = home.FullName,
        // All senders of a run share one address, and no run is about limits.
        ["IpRateLimiting:IpWhitelist:0"] = "127.0.0.1",
    };

    private string Connection(string role) => proxy is null ? Postgres.OverSocket(role) : Postgres.OverLoopback(role, proxy.Port);
}

/// <summary>The service reaches PostgreSQL over its socket.</summary>
public sealed class DirectDeployment() : Deployment(throughProxy: false);

/// <summary>The service reaches PostgreSQL through a <see cref="FaultProxy"/>.</summary>
public sealed class ProxiedDeployment() : Deployment(throughProxy: true);
