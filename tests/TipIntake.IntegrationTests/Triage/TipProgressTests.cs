using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>What senders learn of their tips behind the receipt: little, late, and nothing that tells of an investigation.</summary>
public sealed class TipProgressTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_sender_learns_that_the_tip_was_read_and_later_that_it_was_used_and_each_not_before_its_time()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("progress", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (receipt, lead) = await HasLead(service, "I worked in the shop in Olhao that sold these in 2009.");
        var before = clock.GetUtcNow();
        using (var reviewer = await StaffBrowser.As("reviewer", service))
        using (var second = await StaffBrowser.As("reviewer-2", service))
        {
            await Done(reviewer.Get($"/api/v1/triage/leads/{lead}"));
            await Done(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "useful", reason = "first-hand-knowledge" }));
            await Done(second.PostJson($"/api/v1/triage/leads/{lead}/review", new { decision = "useful", reason = "first-hand-knowledge" }));
        }

        var after = clock.GetUtcNow();
        var states = new List<string?>();
        foreach (var moment in (DateTimeOffset[])[TipStates.ShowsRead(before).AddHours(-1), TipStates.ShowsRead(after).AddHours(1), TipStates.ShowsUsed(before).AddHours(-1), TipStates.ShowsUsed(after).AddHours(1)])
        {
            clock.Advance(moment - clock.GetUtcNow());
            states.Add((await service.Visitor.PostJson("/api/v1/receipts/status", new { receipt }))["state"]);
        }

        Assert.Equal(["received", "read", "read", "used"], states);
        Assert.Contains("Your tip was of use", await Page(service, receipt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_that_still_waits_for_a_second_person_is_no_use_yet()
    {
        var (_, lead) = await HasLead(app.Service, "My aunt had one of these in her kitchen in Vaduz.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        await Done(reviewer.Get($"/api/v1/triage/leads/{lead}"));
        await Done(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "useful", reason = "checkable-detail" }));

        Assert.Equal((1L, 0L), await Progress(lead));
    }

    [Theory]
    [InlineData("identified", 1)]
    [InlineData("ruled-out", 0)]
    public async Task What_is_under_an_answer_that_led_somewhere_was_used(string outcome, long used)
    {
        var (_, lead) = await HasLead(app.Service, "From the toy fair in Porto.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var path = $"/api/v1/triage/objects/{lead[..lead.LastIndexOf('.')]}/hypotheses";
        using var opened = await reviewer.PostJson(path, new { kind = "place", title = "Porto", leads = new[] { lead } });
        var hypothesis = (string)(await opened.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;

        await Done(reviewer.PostJson($"/api/v1/triage/hypotheses/{hypothesis}/outcome", new { outcome }));
        await Done(reviewer.PostJson($"/api/v1/triage/hypotheses/{hypothesis}/outcome", new { outcome }));

        Assert.Equal((0L, used), await Progress(lead));
    }

    [Fact]
    public async Task A_use_that_is_taken_back_before_anybody_could_know_was_none_and_what_was_shown_stays()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("progressback", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (receipt, lead) = await HasLead(service, "My uncle printed these in Utrecht in 1994.");
        var outcome = $"/api/v1/triage/hypotheses/{lead[..lead.LastIndexOf('.')]}.H1/outcome";
        using (var first = await StaffBrowser.As("reviewer", service))
        using (var second = await StaffBrowser.As("reviewer-2", service))
        {
            await Done(first.PostJson($"/api/v1/triage/objects/{lead[..lead.LastIndexOf('.')]}/hypotheses", new { kind = "maker", title = "Utrecht", leads = new[] { lead } }));
            await Done(first.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "useful", reason = "first-hand-knowledge" }));
            await Done(second.PostJson($"/api/v1/triage/leads/{lead}/review", new { decision = "useful", reason = "first-hand-knowledge" }));
            var useful = await UsedAt("progressback", lead);
            await Done(first.PostJson(outcome, new { outcome = "identified" }));
            await Done(second.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/assessment", null));
            var answer = await UsedAt("progressback", lead);
            await Done(first.PostJson(outcome, new { outcome = "open" }));
            var neither = await UsedAt("progressback", lead);

            Assert.Equal((1L, 1L, 0L), (useful, answer, neither));
            await Done(first.PostJson(outcome, new { outcome = "narrowed" }));
        }

        clock.Advance(TipStates.ShowsUsed(clock.GetUtcNow()).AddHours(1) - clock.GetUtcNow());
        using var later = await StaffBrowser.As("reviewer", service);
        await Done(later.PostJson(outcome, new { outcome = "open" }));

        Assert.Equal("used", (await service.Visitor.PostJson("/api/v1/receipts/status", new { receipt }))["state"]);
    }

    [Fact]
    public async Task What_leaves_an_answer_that_led_somewhere_was_of_no_use()
    {
        var (_, lead) = await HasLead(app.Service, "Sold at the harbour of Vigo.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var hypothesis = $"{lead[..lead.LastIndexOf('.')]}.H1";
        await Done(reviewer.PostJson($"/api/v1/triage/objects/{lead[..lead.LastIndexOf('.')]}/hypotheses", new { kind = "place", title = "Vigo", leads = Array.Empty<string>() }));
        await Done(reviewer.PostJson($"/api/v1/triage/hypotheses/{hypothesis}/outcome", new { outcome = "identified" }));

        await Done(reviewer.PostJson($"/api/v1/triage/hypotheses/{hypothesis}/leads", new { leads = new[] { lead } }));
        var under = await Progress(lead);
        await Done(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/hypotheses/{hypothesis}/leads/{lead}", null));

        Assert.Equal(((0L, 1L), (0L, 0L)), (under, await Progress(lead)));
    }

    [Fact]
    public async Task What_was_noted_first_stays_and_nothing_stays_of_a_withdrawn_tip()
    {
        var (receipt, lead) = await HasLead(app.Service, "Seen at the market of Ulm every Saturday.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var tip = await Tip(reviewer, lead);
        var first = await ReadAt(tip);

        await Done(reviewer.Get($"/api/v1/triage/tips/{tip}"));
        var second = await ReadAt(tip);
        var withdrawn = await app.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });
        await Done(reviewer.Get($"/api/v1/triage/tips/{tip}"));

        Assert.NotNull(first);
        Assert.Equal(first, second);
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.Status);
        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.mt_doc_tipprogress where id = '{tip}'"));
    }

    private static async Task<(string Receipt, string Lead)> HasLead(RunningService service, string text)
    {
        var reference = await service.HasObject();
        var sent = await service.Visitor.SendTip(reference, new { text });
        return (sent["receipt"]!, (string)Assert.Single(await service.HasPlaced(reference, 1))["id"]!);
    }

    private static async Task<string> Page(RunningService service, string receipt)
    {
        using var form = new FormUrlEncodedContent([new("step", "look"), new("receipt", receipt)]);
        using var answer = await service.Visitor.PostAsync("/en/receipt", form);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> Tip(StaffBrowser reviewer, string lead)
    {
        using var answer = await reviewer.Get($"/api/v1/triage/leads/{lead}");
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["tips"]![0]!["id"]!;
    }

    private static async Task Done(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(long Read, long Used)> Progress(string lead)
    {
        var of = $"from tipintake.mt_doc_tipprogress d join tipintake.placements p on p.tip = d.id where p.lead = '{lead}'";
        return (await app.CountRows($"select count(d.data ->> 'readAt') {of}"), await app.CountRows($"select count(d.data ->> 'usedAt') {of}"));
    }

    private async Task<long> UsedAt(string database, string lead)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand($"select count(d.data ->> 'usedAt') from tipintake.mt_doc_tipprogress d join tipintake.placements p on p.tip = d.id where p.lead = '{lead}'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<string?> ReadAt(string tip)
    {
        await using var source = app.Database.Superuser("tipintake");
        await using var command = source.CreateCommand($"select data ->> 'readAt' from tipintake.mt_doc_tipprogress where id = '{tip}'");
        return await command.ExecuteScalarAsync() as string;
    }
}
