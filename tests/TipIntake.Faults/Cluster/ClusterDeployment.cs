using TipIntake.Faults.Cluster.Machines;
using TipIntake.Faults.Harness;
using TipIntake.Storage;

namespace TipIntake.Faults.Cluster;

/// <summary>One cluster for all who lose its machines; each waits until it is whole.</summary>
[CollectionDefinition(Name)]
public sealed class OneCluster : ICollectionFixture<ClusterDeployment>
{
    public const string Name = "cluster";
}

/// <summary>An installation that survives the loss of a machine, with one public node behind its door.</summary>
public sealed class ClusterDeployment : IAsyncLifetime
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("tipintake-faults-home");
    private readonly ClusterFolder folder = new();
    private bool demandsStandby = true;

    public ClusterDeployment() => Database = new DatabaseCluster(folder);

    internal DatabaseCluster Database { get; }

    internal PublicNodes Nodes { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.Start();
        var anywhere = new Uri("http://127.0.0.1:0");
        await Installation.Prepare(home.FullName, Settings(anywhere, DatabaseConnections.ApplicationRole), Database.Connection(DatabaseConnections.OwnerRole));
        Nodes = await PublicNodes.Start(folder, 1, address => Settings(address, DatabaseConnections.PublicRole));
    }

    internal Uri ReadyAddress => new(Nodes.Addresses[0], "/health/ready");

    /// <summary>Tells the service whether a standby belongs to its database, by a restart.</summary>
    internal async Task DemandStandby(bool demanded)
    {
        demandsStandby = demanded;
        await Nodes.Restart(0, TimeSpan.FromSeconds(30));
    }

    /// <summary>A sender with an empty ledger, and a table without tips to compare it with; the cluster is whole.</summary>
    internal async Task<TipSender> NewSender()
    {
        await Database.Whole(TimeSpan.FromSeconds(120));
        await Database.Ask("truncate tipintake.mt_doc_tip, tipintake.mt_doc_sendercontact, tipintake.mt_doc_tipnews");
        return new TipSender(Nodes.Door, Deployment.Reference, new Ledger());
    }

    /// <summary>Compares what senders were told with what is stored, and prints the figures.</summary>
    internal async Task<LedgerReport> Compare(TipSender sender, string what)
    {
        var report = sender.Ledger.Compare(await StoredTips.Read((await Database.Leader()).Connection("postgres")));
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {report}\n{(report.Findings.Count > 0 ? Nodes.Nodes[0].LastWords : "")}");
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        if (Nodes is not null)
        {
            await Nodes.DisposeAsync();
        }

        await folder.DisposeAsync();
        home.Delete(recursive: true);
    }

    private Dictionary<string, string?> Settings(Uri address, string role) => new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings:TipIntake"] = Database.Connection(role),
        ["Surfaces:Public:Url"] = address.GetLeftPart(UriPartial.Authority),
        ["Surfaces:Staff:Url"] = "",
        ["Storage:RequireSynchronousStandby"] = demandsStandby ? "true" : "false",
        ["Shutdown:ReadinessDelay"] = "00:00:03",
        ["Proxies:Known:0"] = "127.0.0.1",
        ["Operator:Trial"] = "true",
        ["Data:Path"] = home.FullName,
        ["IpRateLimiting:IpWhitelist:0"] = "127.0.0.1",
    };
}
