using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>A change to what somebody may do counts with their next request.</summary>
public sealed class StandingTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_role_that_was_taken_is_gone_with_the_next_request()
    {
        await using var service = await app.Another("downgraded");
        using var administrator = await StaffBrowser.As("administrator", service);

        await Change(service, "Development Administrator", member => member with { Roles = [StaffRole.Reviewer] });
        using var answer = await administrator.Get("/api/v1/staff/people");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Past_the_last_day_of_a_vetting_nobody_comes_in()
    {
        await using var service = await app.Another("vettingover");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        var token = await MakeToken(reviewer);

        await Change(service, "Development Reviewer", member => member with { VettedUntil = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1) });
        using var bySession = await reviewer.Get("/api/v1/staff/me");
        using var byToken = await Ask(service, token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (bySession.StatusCode, byToken.StatusCode));
    }

    [Fact]
    public async Task A_blocked_person_is_out_at_once_with_all_sessions_and_tokens()
    {
        await using var service = await app.Another("blocked");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        using var administrator = await StaffBrowser.As("administrator", service);
        var token = await MakeToken(reviewer);
        using var me = await reviewer.Get("/api/v1/staff/me");
        var id = (Guid)(await me.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;

        using var blocked = await administrator.Post($"/api/v1/staff/people/{id}/block");
        using var bySession = await reviewer.Get("/api/v1/staff/me");
        using var byToken = await Ask(service, token);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (blocked.StatusCode, bySession.StatusCode, byToken.StatusCode));
    }

    [Fact]
    public async Task A_session_ends_after_fifteen_idle_minutes_and_after_eight_hours_in_any_case()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("idle", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var idle = await StaffBrowser.As("reviewer", service);
        using var busy = await StaffBrowser.As("editor", service);

        var answers = new List<HttpStatusCode>();
        for (var minutes = 0; minutes < 8 * 60; minutes += 14)
        {
            answers.Add((await busy.Get("/api/v1/staff/me")).StatusCode);
            clock.Advance(TimeSpan.FromMinutes(14));
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(HttpStatusCode.Unauthorized, (await busy.Get("/api/v1/staff/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await idle.Get("/api/v1/staff/me")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_browser_too()
    {
        await using var service = await app.Another("everywhere");
        using var here = await StaffBrowser.As("reviewer", service);
        using var there = await StaffBrowser.As("reviewer", service);

        using var answer = await here.Post("/api/v1/staff/sign-out/everywhere");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.Get("/api/v1/staff/me")).StatusCode);
    }

    [Fact]
    public async Task A_token_that_was_taken_back_or_is_too_old_opens_nothing()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("tokens", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var auditor = await StaffBrowser.As("auditor", service);
        var (kept, takenBack) = (await MakeToken(auditor, "auditor"), await MakeToken(auditor, "auditor"));
        using var list = await auditor.Get("/api/v1/staff/me/tokens");
        var second = (string)(await list.Content.ReadFromJsonAsync<JsonNode>())!["tokens"]![1]!["id"]!;

        using var revoked = await auditor.Send(HttpMethod.Delete, $"/api/v1/staff/me/tokens/{second}", null);
        var now = ((await Ask(service, kept, "/api/v1/audit/entries")).StatusCode, (await Ask(service, takenBack, "/api/v1/audit/entries")).StatusCode);
        clock.Advance(TimeSpan.FromDays(31));
        var later = (await Ask(service, kept, "/api/v1/audit/entries")).StatusCode;

        Assert.Equal((HttpStatusCode.NoContent, (HttpStatusCode.OK, HttpStatusCode.Unauthorized), HttpStatusCode.Unauthorized), (revoked.StatusCode, now, later));
    }

    [Fact]
    public void A_token_of_Development_stops_the_start_anywhere_else()
    {
        var refused = Record.Exception(() => DevelopmentTokens.Read(
            app.Service.Services,
            new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Development:Tokens:reviewer", (string?)"x")]).Build(),
            new Production()));

        Assert.Contains("Development:Tokens", Assert.IsType<TipIntake.Platform.SettingException>(refused).Message, StringComparison.Ordinal);
    }

    private static async Task<string> MakeToken(StaffBrowser browser, string role = "reviewer")
    {
        using var answer = await browser.PostJson("/api/v1/staff/me/tokens", new { label = "a script", roles = new[] { role }, days = 30 });
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!;
    }

    private static async Task<HttpResponseMessage> Ask(RunningService service, string token, string path = "/api/v1/triage/objects/OBJ-2100-9999/tips")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await service.Staff.SendAsync(request);
    }

    private static async Task Change(RunningService service, string name, Func<StaffMember, StaffMember> change)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Store(change(await session.Query<StaffMember>().SingleAsync(member => member.Name == name)));
        await session.SaveChangesAsync();
    }

    private sealed class Production : Microsoft.Extensions.Hosting.IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;
    }
}
