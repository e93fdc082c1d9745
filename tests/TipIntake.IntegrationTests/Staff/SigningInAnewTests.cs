using System.Net;
using System.Text.Json;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>Somebody signs in at a browser where somebody is signed in already.</summary>
public sealed class SigningInAnewTests(TipIntakeApp app)
{
    [Fact]
    public async Task Whoever_comes_next_acts_as_themselves_and_the_session_before_is_gone()
    {
        await using var service = await app.Another("nextperson");
        using var browser = StaffBrowser.At(service);
        await browser.SignIn("reviewer");
        var (reviewer, oldCookie) = (await Me(browser), browser.Session);

        await browser.SignIn("editor");
        var editor = await Me(browser);

        Assert.Equal(("Development Reviewer", "Development Editor"), (reviewer?.Name, editor?.Name));
        Assert.NotEqual(oldCookie, browser.Session);
        Assert.Equal([editor!.Value.Id], (await Sessions(service)).Select(session => session.MemberId));
        browser.Session = oldCookie;
        Assert.Null(await Me(browser));
        Assert.Equal(
            [$"signed-in {reviewer!.Value.Id}", $"signed-out {reviewer.Value.Id}", $"signed-in {editor.Value.Id}"],
            await Trail("nextperson"));
    }

    [Theory]
    [InlineData("/sign-in/as")]
    [InlineData("/sign-in/as-again")]
    public async Task The_same_person_gets_another_session_and_is_verified_afresh(string way)
    {
        var clock = new MovableClock();
        var database = $"sameperson{way.Length}";
        await using var service = await app.Another(database, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var browser = StaffBrowser.At(service);
        await browser.SignIn("administrator");
        var (before, oldCookie) = (Assert.Single(await Sessions(service)), browser.Session);
        clock.Advance(TimeSpan.FromMinutes(11));
        var tooLong = (await browser.Get("/people/propose", "text/html")).StatusCode;

        await browser.SignIn("administrator", way);
        var after = Assert.Single(await Sessions(service));
        var again = (await browser.Get("/people/propose", "text/html")).StatusCode;

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (tooLong, again));
        Assert.Equal(before.MemberId, after.MemberId);
        Assert.True(after.VerifiedAt - before.VerifiedAt >= TimeSpan.FromMinutes(11));
        Assert.NotEqual(before.Id, after.Id);
        browser.Session = oldCookie;
        Assert.Null(await Me(browser));
        Assert.Equal([$"signed-in {after.MemberId}", $"signed-out {after.MemberId}", $"signed-in {after.MemberId}"], await Trail(database));
    }

    [Fact]
    public async Task A_key_that_somebody_brings_along_is_never_taken_over()
    {
        await using var service = await app.Another("broughtalong");
        using var browser = StaffBrowser.At(service);
        await browser.SignIn("reviewer");
        var brought = browser.Session;
        using var signedOut = await browser.Post("/api/v1/staff/sign-out");

        browser.Session = brought;
        await browser.SignIn("editor");
        var own = browser.Session;
        browser.Session = brought;

        Assert.NotEqual(brought, own);
        Assert.Null(await Me(browser));
    }

    private static async Task<(Guid Id, string Name)?> Me(StaffBrowser browser)
    {
        using var answer = await browser.Get("/api/v1/staff/me");
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            return null;
        }

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (body.RootElement.GetProperty("id").GetGuid(), body.RootElement.GetProperty("name").GetString()!);
    }

    private static async Task<IReadOnlyList<StaffSession>> Sessions(RunningService service)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return await session.Query<StaffSession>().ToListAsync();
    }

    private async Task<List<string>> Trail(string database)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand("select act || ' ' || substr(subject, 7) from tipintake.audit_entries where act like 'signed-%' order by at, id");
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
