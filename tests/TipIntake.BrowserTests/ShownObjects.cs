using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.BrowserTests;

/// <summary>The demonstration's objects, with their photos, in a service of its own.</summary>
public sealed class ShownObjects(TipIntakeApp app) : IAsyncLifetime
{
    public const string Open = "OBJ-2026-0001";

    private RunningService service = null!;

    public string Address => service.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);

    internal IReadOnlyList<PublishedObject> All => service.Services.GetRequiredService<PublishedCatalogue>().Current!.NewestFirst;

    public async ValueTask InitializeAsync()
    {
        service = await app.Another("tipintake_shown");
        await service.Services.GetRequiredService<ImportObjects>().Run(DemonstrationObjects.Folder, _ => { }, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();
}
