using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Storage;

/// <summary>What the log says of a write that fails.</summary>
public sealed class StorageLogTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_write_that_comes_too_late_leaves_nothing_of_it_in_the_log()
    {
        await using var service = await app.Another("storagelog");
        var (first, late) = (Member(), Member());
        await Store(service, first);

        var refused = await Record.ExceptionAsync(() => Store(service, late));

        Assert.NotNull(refused);
        Assert.DoesNotContain(service.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal) || line.Contains(late.Id.ToString(), StringComparison.Ordinal));
    }

    private static async Task Store(RunningService service, StaffMember member)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Store(member);
        await session.SaveChangesAsync();
    }

    private static StaffMember Member() => new()
    {
        Id = Guid.CreateVersion7(),
        Name = "Ottokar",
        NameKey = StaffMember.KeyOf("Ottokar"),
        Roles = [],
        VettedBy = "the unit",
        VettedUntil = DateOnly.MaxValue,
    };
}
