using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>The machine suggests, people decide, and everything has its way back.</summary>
public sealed class HypothesisTests(TipIntakeApp app)
{
    [Fact]
    public async Task Leads_that_name_the_same_rare_shop_are_suggested_and_stay_together_when_a_person_says_so()
    {
        var (reference, _) = await HasLeads("Sold at Brinkmoor in Zutphen, I bought one.", "My mother had it, from the Brinkmoor shop I think.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var suggested = await UntilSuggested(reviewer, reference);

        var opened = await Id(reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "seller", title = "Brinkmoor, Zutphen", leads = suggested["leads"] }));
        var held = (await List(reviewer, reference)).Single(h => (string?)h["id"] == opened);

        Assert.Equal($"{reference}.H1", opened);
        Assert.Equal(2, held["leads"]!.AsArray().Count);
        Assert.Equal((2, 2, 0), ((int)held["support"]!["tips"]!, (int)held["support"]!["wordings"]!, (int)held["support"]!["links"]!));
        Assert.Equal("Brinkmoor, Zutphen", (string?)held["title"]);
    }

    [Fact]
    public async Task What_was_refused_is_not_suggested_again_until_it_is_taken_back()
    {
        var (reference, leads) = await HasLeads("Sold at Quendelhof in Murten, I bought one.", "My mother had it, from the Quendelhof shop I think.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await UntilSuggested(reviewer, reference);

        await Done(reviewer.PostJson($"/api/v1/triage/leads/{leads[0]}/refusals", new { others = new[] { leads[1] } }));
        await Until(async () => (await List(reviewer, reference)).Count == 0);
        await Done(reviewer.PostJson($"/api/v1/triage/leads/{leads[0]}/refusals/undo", new { others = new[] { leads[1] } }));

        await UntilSuggested(reviewer, reference);
    }

    [Fact]
    public async Task A_merge_can_be_undone_and_every_lead_is_back_where_it_was()
    {
        var (reference, leads) = await HasLeads("A carpet from the mill in Leiria.", "Printed by Ostrander and Sons, Utrecht.", "Seen in a museum in Oslo.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var one = await Id(reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "maker", title = "Mill", leads = new[] { leads[0], leads[2] } }));
        var two = await Id(reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "maker", title = "Printer", leads = new[] { leads[1] } }));

        await Done(reviewer.PostJson($"/api/v1/triage/hypotheses/{one}/merge", new { into = two }));
        var merged = await List(reviewer, reference);
        await Done(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/hypotheses/{one}/merge", null));
        var parted = await List(reviewer, reference);

        Assert.Equal(leads.Order(), Leads(merged, two).Order());
        Assert.DoesNotContain(merged, h => (string?)h["id"] == one);
        Assert.Equal([leads[0], leads[2]], Leads(parted, one).Order());
        Assert.Equal([leads[1]], Leads(parted, two));
    }

    [Fact]
    public async Task A_lead_is_under_one_hypothesis_at_a_time_and_an_outcome_has_its_day()
    {
        var (reference, leads) = await HasLeads("From the toy fair in Porto.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var one = await Id(reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "place", title = "Porto", leads }));
        var two = await Id(reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "place", title = "Lisbon", leads = Array.Empty<string>() }));

        await Done(reviewer.PostJson($"/api/v1/triage/hypotheses/{two}/leads", new { leads }));
        await Done(reviewer.PostJson($"/api/v1/triage/hypotheses/{two}/outcome", new { outcome = "narrowed", on = "2026-11-02" }));
        var after = await List(reviewer, reference);

        Assert.Empty(Leads(after, one));
        Assert.Equal(leads, Leads(after, two));
        var held = after.Single(h => (string?)h["id"] == two);
        Assert.Equal(("Narrowed", "2026-11-02"), ((string?)held["outcome"], (string?)held["outcomeOn"]));
    }

    private static string[] Leads(List<JsonNode> hypotheses, string id) => [.. hypotheses.Single(h => (string?)h["id"] == id)["leads"]!.AsArray().Select(lead => (string)lead!)];

    private static async Task<List<JsonNode>> List(StaffBrowser reviewer, string reference)
    {
        using var answer = await reviewer.Get($"/api/v1/triage/objects/{reference}/hypotheses");
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonNode>())!["hypotheses"]!.AsArray().Select(h => h!)];
    }

    private static async Task<JsonNode> UntilSuggested(StaffBrowser reviewer, string reference)
    {
        await Until(async () => (await List(reviewer, reference)).Exists(h => h["id"] is null));
        return (await List(reviewer, reference)).Single(h => h["id"] is null);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 200, "It did not come to be.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task<string> Id(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    private static async Task Done(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(string Reference, string[] Leads)> HasLeads(params string[] texts)
    {
        var reference = await app.HasOpenObject();
        foreach (var text in texts)
        {
            await app.Service.Visitor.SendTip(reference, new { text });
        }

        await app.Service.HasPlaced(reference, texts.Length);
        return (reference, [.. Enumerable.Range(1, texts.Length).Select(number => $"{reference}.{number}")]);
    }
}
