using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Staff.OpenIdConnect;

/// <summary>A force with a provider of its own, and a service that asks much of it.</summary>
public sealed class ProviderDoor(TipIntakeApp app) : IAsyncLifetime
{
    private const string Database = "provider";

    internal OpenIdProvider Provider { get; private set; } = null!;

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await OpenIdProvider.Start();
        Service = await app.Another(Database, Provider.Settings(
            ("RequiredAcr:0", "high"), ("RequiredAmr:0", "hwk"), ("LongestAge", "08:00:00"),
            ("RoleClaim", "roles"), ("Roles:reviewer:0", "tips-read"), ("Roles:editor:0", "tips-edit"), ("Roles:editor:1", "tips-all"), ("Roles:administrator:0", "tips-admin")));
    }

    /// <summary>Somebody two administrators let in before, bound to the provider unless another issuer is named. The subject is their own in every test.</summary>
    internal Task<StaffMember> Bound(string subject, StaffRole[] roles, string? issuer = null) => Bound(Service, subject, roles, issuer ?? Provider.Issuer);

    internal static async Task<StaffMember> Bound(RunningService service, string subject, StaffRole[] roles, string issuer)
    {
        var member = new StaffMember
        {
            Id = Guid.CreateVersion7(),
            Name = subject,
            NameKey = StaffMember.KeyOf(subject),
            Roles = roles,
            Scope = Scope.All,
            VettedBy = "the unit",
            VettedUntil = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1),
            Provider = new ProviderIdentity(issuer, subject),
        };
        await Change(service, member);
        return member;
    }

    internal Task Change(StaffMember member) => Change(Service, member);

    /// <summary>Why sign-ins of this actor were refused, and what else the trail says of them.</summary>
    public async Task<string[]> Trail(string actor)
    {
        await using var database = app.Database.Superuser(Database);
        await using var command = database.CreateCommand("select act || ' ' || coalesce(reason, '-') || coalesce(' ' || details, '') from tipintake.audit_entries where actor = $1 order by at, id");
        command.Parameters.Add(new NpgsqlParameter { Value = actor });
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return [.. found];
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Provider.DisposeAsync();
    }

    private static async Task Change(RunningService service, StaffMember member)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        await session.LoadAsync<StaffMember>(member.Id);
        session.Store(member);
        await session.SaveChangesAsync();
    }
}

/// <summary>One provider and one service for all tests of them.</summary>
[CollectionDefinition]
public sealed class OneProviderDoor : ICollectionFixture<ProviderDoor>;
