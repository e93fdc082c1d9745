using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>Reading a tip: in one's scope only, never unseen, and not without end.</summary>
public sealed class ReadTipTests(TipIntakeApp app)
{
    [Fact]
    public async Task Whoever_reads_a_tip_stands_in_the_trail_before_they_see_a_word()
    {
        await using var service = await app.Another("reading");
        var tip = await HasTip(service, "seen on the Algarve");
        using var reviewer = await StaffBrowser.As("reviewer", service);

        using var answer = await reviewer.Get($"/api/v1/triage/tips/{tip}");

        Assert.Equal("seen on the Algarve", (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["text"]);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(1L, await Entries("reading", $"subject = 'tip:{tip}' and act = 'tip-read' and actor like 'staff:%'"));
    }

    [Fact]
    public async Task Without_the_trail_nothing_is_read()
    {
        await using var service = await app.Another("noaudit");
        var tip = await HasTip(service, "a secret");
        using var reviewer = await StaffBrowser.As("reviewer", service);

        await Change("noaudit", "revoke insert on tipintake.audit_entries from tipintake_app");
        using var answer = await reviewer.Get($"/api/v1/triage/tips/{tip}");

        Assert.InRange((int)answer.StatusCode, 500, 599);
        Assert.DoesNotContain("a secret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tip_outside_ones_scope_looks_like_one_that_does_not_exist()
    {
        await using var service = await app.Another("scoped");
        var inside = await service.HasObject("Mug", "household", "PT");
        var outside = await service.HasObject("Bag", "bag", "SE");
        var (own, foreign) = (await HasTip(service, "own", inside), await HasTip(service, "foreign", outside));
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await Narrow(service, new Scope(Everything: false, [], ["PT"]));

        using var read = await reviewer.Get($"/api/v1/triage/tips/{own}");
        using var refused = await reviewer.Get($"/api/v1/triage/tips/{foreign}");
        using var unknown = await reviewer.Get($"/api/v1/triage/tips/{Guid.CreateVersion7()}");
        using var list = await reviewer.Get($"/api/v1/triage/objects/{outside}/tips");
        using var contact = await reviewer.PostJson($"/api/v1/triage/tips/{foreign}/contact", new { reason = "child-in-danger" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, refused.StatusCode, list.StatusCode, contact.StatusCode));
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await refused.Content.ReadAsStringAsync());
        Assert.Equal(0L, await Entries("scoped", $"subject = 'tip:{foreign}'"));
    }

    [Fact]
    public async Task Beyond_the_hourly_budget_a_second_person_has_to_release_more()
    {
        await using var service = await app.Another("budget", ("Staff:ReadsPerHour", "2"));
        var tip = await HasTip(service, "one of many");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        using var colleague = await StaffBrowser.As("reviewer-2", service);
        var statuses = new List<HttpStatusCode>();

        for (var i = 0; i < 3; i++)
        {
            statuses.Add((await reviewer.Get($"/api/v1/triage/tips/{tip}")).StatusCode);
        }

        var me = await Me(reviewer);
        statuses.Add((await reviewer.Post($"/api/v1/triage/reviewers/{me}/reads")).StatusCode);
        statuses.Add((await colleague.Post($"/api/v1/triage/reviewers/{me}/reads")).StatusCode);
        statuses.Add((await reviewer.Get($"/api/v1/triage/tips/{tip}")).StatusCode);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.OK], statuses);
    }

    [Fact]
    public async Task Unusual_reading_is_noted_once()
    {
        await using var service = await app.Another("unusual", ("Staff:UnusualReadsPerDay", "3"));
        var tip = await HasTip(service, "read again and again");
        using var reviewer = await StaffBrowser.As("reviewer", service);

        for (var i = 0; i < 5; i++)
        {
            using var answer = await reviewer.Get($"/api/v1/triage/tips/{tip}");
        }

        Assert.Equal(1L, await Entries("unusual", $"act = 'reading-unusual' and subject = 'staff:{await Me(reviewer)}'"));
    }

    [Fact]
    public async Task A_contact_takes_a_reason_and_stays_sealed()
    {
        await using var service = await app.Another("sealedcontact");
        var tip = await HasTip(service, "ask me", contact: "me@example.org");
        using var reviewer = await StaffBrowser.As("reviewer", service);

        using var without = await reviewer.PostJson($"/api/v1/triage/tips/{tip}/contact", new { });
        using var with = await reviewer.PostJson($"/api/v1/triage/tips/{tip}/contact", new { reason = "follow-up-question" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (without.StatusCode, with.StatusCode));
        Assert.DoesNotContain("example.org", await with.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1L, await Entries("sealedcontact", $"act = 'contact-read' and subject = 'tip:{tip}' and reason = 'follow-up-question'"));
    }

    private static async Task<Guid> HasTip(RunningService service, string text, string? about = null, string? contact = null)
    {
        var reference = about ?? await service.HasObject();
        Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text, contact })).Status);
        await using var session = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return (await session.Query<TipIntake.Tips.Tip>().SingleAsync(tip => tip.Object == reference)).Id;
    }

    private static async Task<Guid> Me(StaffBrowser browser)
    {
        using var answer = await browser.Get("/api/v1/staff/me");
        return (Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    private static async Task Narrow(RunningService service, Scope scope)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var member = await session.Query<StaffMember>().SingleAsync(m => m.Name == "Development Reviewer");
        session.Store(member with { Scope = scope });
        await session.SaveChangesAsync();
    }

    private async Task<long> Entries(string database, string where)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand($"select count(*) from tipintake.audit_entries where {where}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task Change(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
