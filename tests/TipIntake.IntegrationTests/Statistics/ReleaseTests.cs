using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Statistics;

/// <summary>A week is counted, released by two statisticians, changed, and released again.</summary>
public sealed class ReleaseTests(TipIntakeApp app)
{
    private const string Releases = "/api/v1/statistics/releases";

    /// <summary>From a Monday: the rest of its week, the lag, and one more day that is over.</summary>
    private const int MostDaysUntilDue = 22;

    [Fact]
    public async Task A_release_takes_two_people_and_stays_as_it_is_whatever_comes_later()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("releases", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (busy, quiet, other) = (await service.HasObject(), await service.HasObject(), await service.HasObject());
        var sent = clock.GetUtcNow();
        await HasAssessed(service, busy, 23, sent);
        await HasAssessed(service, quiet, 3, sent);
        // A second small count: a single one would be the total less the rest.
        await HasAssessed(service, other, 4, sent);
        var week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(sent.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(sent.UtcDateTime):D2}");
        using (var early = await StaffBrowser.As("statistician", service))
        {
            Assert.Equal((HttpStatusCode.Conflict, "period-not-due"), await Ask(early, Releases, new { period = week }));
        }

        await Days(service, clock, MostDaysUntilDue);
        using var first = await StaffBrowser.As("statistician", service);
        using var second = await StaffBrowser.As("statistician-2", service);

        var proposed = await Done(first, Releases, new { period = week });
        var number = (string)proposed["number"]!;
        Assert.Equal((HttpStatusCode.Conflict, "second-person-needed"), await Ask(first, $"{Releases}/{number}/approval"));
        Assert.Equal((HttpStatusCode.Conflict, "period-released"), await Ask(second, Releases, new { period = week }));
        var seen = await Bytes(second, number);
        var approved = await Done(second, $"{Releases}/{number}/approval");
        Assert.Equal(("approved", (string)proposed["sha256"]!), ((string)approved["state"]!, Convert.ToHexStringLower(SHA256.HashData(seen))));
        Holds(seen, $"{number},{week},object,{busy},", ",25,A,F");
        Holds(seen, $"{number},{week},object,{quiet},", ",,Q,C");

        await HasAssessed(service, busy, 30, sent);
        await HasAssessed(service, quiet, 30, sent);
        await Days(service, clock, 1);
        using var third = await StaffBrowser.As("statistician", service);
        using var fourth = await StaffBrowser.As("statistician-2", service);
        Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), await Ask(third, $"{Releases}/{number}/revision", new { reason = "because" }));
        var revised = (string)(await Done(third, $"{Releases}/{number}/revision", new { reason = "assessed-since" }))["number"]!;
        Assert.Equal((HttpStatusCode.Conflict, "release-state"), await Ask(third, $"{Releases}/{number}/revision", new { reason = "assessed-since" }));
        await Done(fourth, $"{Releases}/{revised}/approval");

        var (old, now) = (await Bytes(third, number), await Bytes(third, revised));
        Assert.Equal(seen, old);
        Holds(now, $"{revised},{week},object,{busy},", ",55,A,F");
        Holds(now, $"{revised},{week},object,{quiet},", ",,Q,N");
        using (var readme = await third.Get($"{Releases}/{revised}/readme.txt", "text/plain"))
        {
            var words = await readme.Content.ReadAsStringAsync();
            Assert.Contains($"This release replaces {number}.", words, StringComparison.Ordinal);
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(now)), words, StringComparison.Ordinal);
        }

        using var listed = await third.Get(Releases);
        var list = (await listed.Content.ReadFromJsonAsync<JsonObject>())!["releases"]!.AsArray().Select(release => ((string)release!["number"]!, (string)release["state"]!));
        Assert.Equal([(revised, "approved"), (number, "replaced")], list);
        Assert.Equal(["release-approved", "release-approved", "release-downloaded", "release-downloaded", "release-downloaded", "release-proposed", "release-revised"], await Acts(service));
    }

    [Fact]
    public async Task What_was_refused_is_never_let_out_and_the_week_may_be_tried_again()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("refusedreleases", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var day = clock.GetUtcNow();
        var week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day.UtcDateTime)}-W{ISOWeek.GetWeekOfYear(day.UtcDateTime):D2}");
        await Days(service, clock, 0);
        await Days(service, clock, MostDaysUntilDue);
        using var first = await StaffBrowser.As("statistician", service);
        using var second = await StaffBrowser.As("statistician-2", service);

        var number = (string)(await Done(first, Releases, new { period = week }))["number"]!;
        await Done(second, $"{Releases}/{number}/refusal", new { reason = "figures-implausible" });

        Assert.Equal((HttpStatusCode.Conflict, "release-state"), await Ask(second, $"{Releases}/{number}/approval"));
        using (var taken = await first.Get($"{Releases}/{number}/tables.csv"))
        {
            Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        }

        Assert.Equal((HttpStatusCode.NotFound, "release-unknown"), await Ask(second, $"{Releases}/R-1999-001/approval"));
        Assert.NotEqual(number, (string)(await Done(first, Releases, new { period = week }))["number"]!);
    }

    // All with the same wording, so that one decision is about all of them.
    private static async Task HasAssessed(RunningService service, string reference, int tips, DateTimeOffset at)
    {
        await using (var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            var text = $"Sold at the market of Olhao by the stall with the blue roof, row {tips}.";
            Tip[] sent = [.. Enumerable.Range(0, tips).Select(_ => new Tip { Id = Guid.NewGuid(), Object = reference, ReceivedAt = at, Lane = Lane.First, Key = 1, Form = 1, Text = text, Country = "PT", Basis = Basis.SeenInPerson })];
            session.Insert(sent);
            session.Insert(TipNews.Of(TipNewsKind.Arrived, Lane.First, [.. sent.Select(tip => tip.Id)], at));
            await session.SaveChangesAsync();
        }

        await Until(service, $"select not exists (select from tipintake.mt_doc_tip t where not exists (select from tipintake.placements p where p.tip = t.id))");
        await using var scope = service.Services.CreateAsyncScope();
        var reviewer = new Person(Guid.CreateVersion7(), [StaffRole.Reviewer], Scope.All, null);
        var secondReviewer = new Person(Guid.CreateVersion7(), [StaffRole.Reviewer], Scope.All, null);
        foreach (var lead in await scope.ServiceProvider.GetRequiredService<IQuerySession>().Query<Lead>().Where(lead => lead.Object == reference && lead.Status != LeadStatus.Decided).ToListAsync())
        {
            var decision = new AssessLeadRequest("plausible", "fits-picture");
            var assessed = await scope.ServiceProvider.GetRequiredService<AssessLead>().Run(reviewer, lead.Id, decision, default);
            Assert.False(assessed.IsRefused);
            if (assessed.Value.Status != LeadStatus.Decided)
            {
                // One in ten is drawn for a second look.
                Assert.Null(await scope.ServiceProvider.GetRequiredService<ReviewLead>().Run(secondReviewer, lead.Id, decision, default));
            }
        }

        await Until(service, "select not exists (select from tipintake.count_news)");
    }

    private static async Task Days(RunningService service, MovableClock clock, int days)
    {
        clock.Advance(TimeSpan.FromDays(days));
        await Until(service, $"select max(known) = '{clock.GetUtcNow():yyyy-MM-dd}' from tipintake.counted_days");
    }

    private static async Task Until(RunningService service, string isSo)
    {
        await using var command = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand(isSo);
        for (var look = 0; await command.ExecuteScalarAsync() is not true; look++)
        {
            Assert.True(look < 300, $"Not within half a minute: {isSo}. {string.Join('\n', service.Log.All.Where(line => line.StartsWith("Error", StringComparison.Ordinal)))}");
            await Task.Delay(100);
        }
    }

    private static void Holds(byte[] release, string start, string end) => Assert.True(
        Lines(release).Any(line => line.StartsWith(start, StringComparison.Ordinal) && line.EndsWith(end, StringComparison.Ordinal)), $"No line {start}…{end} in\n{Encoding.UTF8.GetString(release)}");

    private static async Task<JsonObject> Done(StaffBrowser browser, string path, object? body = null)
    {
        using var answer = body is null ? await browser.Post(path) : await browser.PostJson(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<(HttpStatusCode Status, string? Code)> Ask(StaffBrowser browser, string path, object? body = null)
    {
        using var answer = body is null ? await browser.Post(path) : await browser.PostJson(path, body);
        return (answer.StatusCode, (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
    }

    private static async Task<byte[]> Bytes(StaffBrowser browser, string number)
    {
        using var answer = await browser.Get($"{Releases}/{number}/tables.csv", "text/csv");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static string[] Lines(byte[] bytes) => Encoding.UTF8.GetString(bytes).Split("\r\n");

    private static async Task<string[]> Acts(RunningService service)
    {
        await using var command = service.Services.GetRequiredService<DatabaseConnections>().Application.CreateCommand("select act from tipintake.audit_entries where subject like 'release:%' order by act");
        return [.. await command.ReadAll(row => row.GetString(0), CancellationToken.None)];
    }
}
