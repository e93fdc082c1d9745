using System.Globalization;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.Faults.Harness;
using TipIntake.Storage;

namespace TipIntake.Faults.Upgrade;

/// <summary>Two public nodes behind a proxy on one database, each of either version. Without UPGRADE_OLD the version before is this very build, on a schema that is then made larger.</summary>
public sealed class TwoVersions : IAsyncLifetime
{
    private readonly DirectDeployment deployment = new();
    private readonly Uri[] addresses = [NextAddress(), NextAddress()];
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("tipintake-keys");
    private readonly ServiceProcess[] nodes = new ServiceProcess[2];

    internal Deployment Deployment => deployment;

    internal Balancer Balancer { get; private set; } = null!;

    internal IReadOnlyList<Uri> Nodes => addresses;

    /// <summary>Each node has a copy of its own, as two machines have.</summary>
    internal string KeysOf(int node) => Path.Combine(keys.FullName, node.ToString(CultureInfo.InvariantCulture));

    internal static string? Old => FaultSettings.OldVersion;

    public async ValueTask InitializeAsync()
    {
        await deployment.InitializeAsync();
        await deployment.Service.Kill();
        if (Old is not null)
        {
            await deployment.Postgres.Run("drop schema tipintake cascade");
            await Verb(Old, "db-apply");
            await PublishObject();
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            CopyKeys(Path.Combine(deployment.StaffSettings(addresses[i])["Data:Path"]!, "keys"), KeysOf(i));
            nodes[i] = ServiceProcess.Start(addresses[i], Settings(addresses[i]), Old);
        }

        await Task.WhenAll(nodes.Select(node => node.Ready(Deployment.LongestRecovery)));
        Balancer = await Balancer.Before(addresses);
    }

    internal static Uri NextAddress() => new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>As an operator does it: SIGTERM, wait for its end, start the other version in its place, wait until visitors are sent there.</summary>
    internal async Task Replace(int which, string? program)
    {
        nodes[which].Terminate();
        await Balancer.Sees(addresses[which], isUp: false);
        Assert.Equal(0, await nodes[which].Exit(Deployment.LongestRecovery));
        await nodes[which].DisposeAsync();
        nodes[which] = ServiceProcess.Start(addresses[which], Settings(addresses[which]), program);
        await nodes[which].Ready(Deployment.LongestRecovery);
        await Balancer.Sees(addresses[which], isUp: true);
    }

    /// <summary>The owner's verb, as a process of its own.</summary>
    internal async Task Verb(string? program, params string[] verb)
    {
        var settings = Settings(addresses[0]);
        settings["ConnectionStrings:TipIntakeOwner"] = deployment.Postgres.OverSocket(DatabaseConnections.OwnerRole);
        await using var running = ServiceProcess.Start(addresses[0], settings, program, verb: verb);
        Assert.True(await running.Exit(TimeSpan.FromMinutes(2)) == 0, running.LastWords);
    }

    public async ValueTask DisposeAsync()
    {
        if (Balancer is not null)
        {
            await Balancer.DisposeAsync();
        }

        foreach (var node in nodes.Where(node => node is not null))
        {
            await node.DisposeAsync();
        }

        await deployment.DisposeAsync();
        keys.Delete(recursive: true);
    }

    private static void CopyKeys(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            // With its rights: a ring that others may read stops the start.
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    // A public node of an operator: no staff door, no way in as the owner.
    private Dictionary<string, string?> Settings(Uri address)
    {
        var settings = deployment.StaffSettings(address);
        settings.Remove("ConnectionStrings:TipIntakeOwner");
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        settings["Surfaces:Public:Url"] = address.GetLeftPart(UriPartial.Authority);
        settings["Surfaces:Staff:Url"] = "";
        settings["Keys:Path"] = KeysOf(Array.IndexOf(addresses, address));
        return settings;
    }

    private async Task PublishObject()
    {
        static Dictionary<string, string> InEnglish(string text) => new(StringComparer.Ordinal) { ["en"] = text };

        await using var service = deployment.Build();
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<TracedObject>(
            Deployment.Reference,
            new ObjectDrafted(Deployment.Reference, new ObjectTexts("en", InEnglish("A bag"), InEnglish("Where was it sold?"), "clothing", [])),
            new ObjectProposed("ada"),
            new ObjectApproved("bo"),
            new ObjectPublished(TimeProvider.System.GetUtcNow()));
        await session.SaveChangesAsync();
    }
}
