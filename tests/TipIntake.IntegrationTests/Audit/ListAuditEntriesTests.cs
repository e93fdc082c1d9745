using System.Net;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Audit;
using TipIntake.IntegrationTests.Harness;
using TipIntake.IntegrationTests.LocalPostgres;
using TipIntake.IntegrationTests.Security;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Audit;

public sealed class ListAuditEntriesTests(TipIntakeApp app)
{
    private const string Entries = "/api/v1/audit/entries";
    private const string Checkpoints = "/api/v1/audit/checkpoints";

    [Fact]
    public async Task An_auditor_finds_entries_by_every_filter_newest_first_and_page_by_page()
    {
        var (auditor, _) = await SignedIn.As(app.Service, StaffRole.Auditor);
        var subject = $"tip:{Guid.NewGuid()}";
        await Write(app.Service, new AuditEntry("worker:filter", "tip-read", subject, "drill", [new AuditDetail("n", "1")]));
        await Write(app.Service, new AuditEntry("terminal", "tip-closed", subject));
        await Eventually.Is(async () => (await Get(auditor, $"{Entries}?subject={subject}")).Count == 2);

        var all = await Get(auditor, $"{Entries}?subject={subject}&from=2020-01-01T00:00Z&to=2100-01-01T00:00:00%2B02:00");

        Assert.Equal(["tip-closed", "tip-read"], all.Select(entry => (string?)entry!["act"]));
        Assert.Equal("""{"name":"n","value":"1"}""", all[1]!["details"]![0]!.ToJsonString());
        Assert.Equal(["tip-read"], (await Get(auditor, $"{Entries}?subject={subject}&actor=worker:filter")).Select(entry => (string?)entry!["act"]));
        Assert.Equal(["tip-closed"], (await Get(auditor, $"{Entries}?subject={subject}&act=tip-closed")).Select(entry => (string?)entry!["act"]));
        Assert.Empty(await Get(auditor, $"{Entries}?subject={subject}&to=2020-01-01T00:00Z"));
        Assert.Equal(["tip-read"], (await Get(auditor, $"{Entries}?subject={subject}&limit=1&cursor={all[0]!["position"]}")).Select(entry => (string?)entry!["act"]));
    }

    [Fact]
    public async Task Their_reading_is_in_the_trail_with_what_they_looked_for()
    {
        var (auditor, id) = await SignedIn.As(app.Service, StaffRole.Auditor);

        await Get(auditor, $"{Entries}?act=signed-in&limit=1");
        await auditor.GetStringAsync(new Uri(Checkpoints, UriKind.Relative));

        Assert.Equal(1L, await app.CountRows($"""select count(*) from tipintake.audit_entries where actor = 'staff:{id}' and act = 'audit-read' and details = '[["act","signed-in"],["limit","1"]]'"""));
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.audit_entries where actor = 'staff:{id}' and act = 'checkpoints-read'"));
    }

    [Fact]
    public async Task Nobody_else_may_look()
    {
        foreach (var route in (string[])[Entries, Checkpoints])
        {
            using var stranger = await app.Service.Staff.GetAsync(new Uri(route, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
            foreach (var role in StaffRoles.All.Where(role => role != StaffRole.Auditor))
            {
                var (browser, _) = await SignedIn.As(app.Service, role);
                using var refused = await browser.GetAsync(new Uri(route, UriKind.Relative));
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }

            using var visitor = await app.Visitor.GetAsync(new Uri(route, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, visitor.StatusCode);
        }
    }

    [Theory]
    [InlineData("actr=terminal", "request-malformed")]
    [InlineData("actor=somebody", "validation-failed")]
    [InlineData("actor=terminal&actor=terminal", "validation-failed")]
    [InlineData("actor=terminal%0A", "validation-failed")]
    [InlineData("act=%27%20or%201=1", "validation-failed")]
    [InlineData("subject=tip:%00", "validation-failed")]
    [InlineData("from=2026-01-01", "validation-failed")]
    [InlineData("from=2026-01-01T00:00", "validation-failed")]
    [InlineData("to=2026-13-01T00:00Z", "validation-failed")]
    [InlineData("cursor=0", "validation-failed")]
    [InlineData("cursor=99999999999999999999", "validation-failed")]
    [InlineData("limit=201", "validation-failed")]
    [InlineData("limit=", "validation-failed")]
    public async Task A_query_that_cannot_be_meant_is_refused(string query, string code)
    {
        var (auditor, _) = await SignedIn.As(app.Service, StaffRole.Auditor);

        using var answer = await auditor.GetAsync(new Uri($"{Entries}?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]);
    }

    [Fact]
    public async Task No_audit_no_read_and_no_act()
    {
        const string database = "tipintake_no_audit";
        await using var service = await app.Another(database);
        var (auditor, id) = await SignedIn.As(service, StaffRole.Auditor);
        await Superuser(database, "revoke insert on tipintake.audit_entries from tipintake_app");

        using var answer = await auditor.GetAsync(new Uri(Entries, UriKind.Relative));
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var fault = await Record.ExceptionAsync(() => new OwnSessions(session, service.Services.GetRequiredService<AuditTrail>()).EndAll(new Person(id, [], Scope.Nothing, null), CancellationToken.None));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("position", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotNull(fault);
        await using var later = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        Assert.Single(await later.Query<StaffSession>().Where(kept => kept.MemberId == id).ToListAsync());
    }

    [Fact]
    public async Task A_node_with_a_staff_door_chains_signs_and_writes_by_itself()
    {
        var folder = Directory.CreateTempSubdirectory("tipintake").FullName;
        await using var service = await app.Another("tipintake_by_itself", ("Audit:Checkpoints:Path", folder), ("Audit:Checkpoints:Entries", "2"), ("Audit:Checkpoints:Every", "00:00:01"));
        var (auditor, _) = await SignedIn.As(service, StaffRole.Auditor);

        await Eventually.Is(async () => Directory.GetFiles(folder, "checkpoint-*.txt").Length > 0
            && JsonNode.Parse(await auditor.GetStringAsync(new Uri(Checkpoints, UriKind.Relative)))!["checkpoints"]!.AsArray().Count > 1);

        var shown = JsonNode.Parse(await auditor.GetStringAsync(new Uri($"{Checkpoints}?limit=1", UriKind.Relative)))!;
        var newest = shown["checkpoints"]![0]!;
        Assert.NotNull(shown["nextCursor"]);
        await Eventually.Is(() => File.Exists(Path.Combine(folder, (string)newest["file"]!)));
        Assert.Equal((string?)newest["text"], await File.ReadAllTextAsync(Path.Combine(folder, (string)newest["file"]!)));
    }

    [Fact]
    public async Task The_description_of_both_lists_is_whole()
    {
        var api = await DescribedApi.Of(app.Service.Staff);

        foreach (var name in (string[])[nameof(ListAuditEntries), nameof(ListAuditCheckpoints)])
        {
            var content = api.Named(name)["responses"]!["200"]!["content"]!["application/json"]!;
            Assert.Empty(api.Faults(content["example"], content["schema"]!, name));
        }
    }

    private static async Task Write(RunningService service, AuditEntry entry)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        service.Services.GetRequiredService<AuditTrail>().Record(session, entry);
        await session.SaveChangesAsync();
    }

    private static async Task<JsonArray> Get(HttpClient auditor, string address) =>
        JsonNode.Parse(await auditor.GetStringAsync(new Uri(address, UriKind.Relative)))!["entries"]!.AsArray();

    private async Task Superuser(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
