using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.Faults.Harness;
using TipIntake.Security.Keys;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Faults.Cluster;

/// <summary>What an operator does once with the verbs: keys init, contacts init, db-apply, a first object.</summary>
internal static class Installation
{
    public static async Task Prepare(string home, IReadOnlyDictionary<string, string?> settings, string owner)
    {
        var keys = Path.Combine(home, "keys");
        KeyFile.Write(keys, [KeySet.Make(1, TimeProvider.System.GetUtcNow())]);
        ContactKeyFiles.Make(Path.Combine(keys, ContactKeyFiles.PublicName), Path.Combine(home, "elsewhere", ContactKeyFiles.PrivateName), passphrase: null);

        var builder = Program.Builder(["--environment=Production"]);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:TipIntakeOwner", (string?)owner)]);

        await using var service = Program.Build(builder);
        await service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);
        await PublishObject(service.Services.GetRequiredService<IDocumentStore>());
    }

    private static async Task PublishObject(IDocumentStore store)
    {
        var texts = new ObjectTexts("en", InEnglish("A bag"), InEnglish("Where was it sold?"), "clothing", []);

        await using var session = store.LightweightSession();
        session.Events.StartStream<TracedObject>(
            Deployment.Reference,
            new ObjectDrafted(Deployment.Reference, texts),
            new ObjectProposed("ada"),
            new ObjectApproved("bo"),
            new ObjectPublished(TimeProvider.System.GetUtcNow()));
        await session.SaveChangesAsync();
    }

    private static Dictionary<string, string> InEnglish(string text) => new(StringComparer.Ordinal) { ["en"] = text };
}
