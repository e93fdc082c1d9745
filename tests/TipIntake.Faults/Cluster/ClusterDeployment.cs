using TipIntake.Faults.Harness;
using TipIntake.Storage;

namespace TipIntake.Faults.Cluster;

/// <summary>An installation that survives the loss of a machine, with one public node behind its door.</summary>
public sealed class ClusterDeployment : IAsyncLifetime
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("tipintake-faults-home");
    private readonly ClusterFolder folder = new();

    public ClusterDeployment() => Database = new DatabaseCluster(folder);

    internal DatabaseCluster Database { get; }

    internal PublicNodes Nodes { get; private set; } = null!;

    /// <summary>Whether the service is told that a standby belongs to it.</summary>
    internal bool DemandsStandby { get; set; } = true;

    public async ValueTask InitializeAsync()
    {
        await Database.Start();
        var anywhere = new Uri("http://127.0.0.1:0");
        await Installation.Prepare(home.FullName, Settings(anywhere, DatabaseConnections.ApplicationRole), Database.Connection(DatabaseConnections.OwnerRole));
        Nodes = await PublicNodes.Start(folder, 1, address => Settings(address, DatabaseConnections.PublicRole));
    }

    /// <summary>A sender with an empty ledger, and a table without tips to compare it with.</summary>
    internal async Task<TipSender> NewSender()
    {
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
        ["Storage:RequireSynchronousStandby"] = DemandsStandby ? "true" : "false",
        ["Shutdown:ReadinessDelay"] = "00:00:03",
        ["Proxies:Known:0"] = "127.0.0.1",
        ["Operator:Trial"] = "true",
        ["Data:Path"] = home.FullName,
        ["IpRateLimiting:IpWhitelist:0"] = "127.0.0.1",
    };
}
