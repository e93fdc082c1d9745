using System.Net;
using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Staff;

public sealed class LockOutTests(TipIntakeApp app)
{
    private const string Passkey = "AAECAwQFBgcICQoLDA0ODw";

    [Fact]
    public async Task Five_failures_with_a_passkey_lock_its_owner_out_and_say_nothing_more()
    {
        await using var service = await app.Another("lockout");
        var anna = await HasMember(service);
        using var browser = StaffBrowser.At(service);
        var answers = new List<string>();

        for (var i = 0; i < 5; i++)
        {
            answers.Add(await Try(browser, Passkey));
        }

        answers.Add(await Try(browser, "somebody-nobody-knows"));
        var locked = await Find(service, anna);

        Assert.Single(answers.Distinct());
        Assert.NotNull(locked.LockedUntil);
        Assert.Equal(SignInObstacle.Locked, locked.Obstacle(DateTimeOffset.UtcNow));
        Assert.Null(locked.Obstacle(DateTimeOffset.UtcNow.AddMinutes(16)));
        Assert.Equal((4L, 1L), (await Entries("sign-in-refused", anna), await Entries("locked-out", anna)));
    }

    private static async Task<string> Try(StaffBrowser browser, string id)
    {
        using var options = await browser.PostJson("/api/v1/staff/sign-in/options", new { });
        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        var credential = JsonSerializer.Serialize(new { id, rawId = id, type = "public-key", clientExtensionResults = new { }, response = new { clientDataJSON = "AA", authenticatorData = "AA", signature = "AA" } });
        using var answer = await browser.PostJson("/api/v1/staff/sign-in", new { credential });
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    private static async Task<Guid> HasMember(RunningService service)
    {
        var member = new StaffMember
        {
            Id = Guid.CreateVersion7(),
            Name = "Anna",
            NameKey = "ANNA",
            Roles = [StaffRole.Reviewer],
            VettedBy = "the unit",
            VettedUntil = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1),
            Passkeys = [new StaffPasskey { Id = Passkey, PublicKey = [1, 2, 3] }],
        };
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Store(member);
        await session.SaveChangesAsync();
        return member.Id;
    }

    private static async Task<StaffMember> Find(RunningService service, Guid id)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return (await session.LoadAsync<StaffMember>(id))!;
    }

    private async Task<long> Entries(string act, Guid member)
    {
        await using var source = app.Database.Superuser("lockout");
        await using var command = source.CreateCommand($"select count(*) from tipintake.audit_entries where act = '{act}' and subject = 'staff:{member}'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
