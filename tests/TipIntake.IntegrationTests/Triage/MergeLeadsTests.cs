using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>Two leads that a person says are one: one count, one place for later copies, and a way back.</summary>
public sealed class MergeLeadsTests(TipIntakeApp app)
{
    private const string Swimming = "Handed out at the opening of the swimming pool in Vejle in June";
    private const string Badeland = "De blev delt ud da det nye badeland åbnede, alle børn fik en";

    [Fact]
    public async Task The_tips_of_both_are_in_one_lead_and_later_copies_of_either_join_it_until_it_is_taken_back()
    {
        var reference = await HasLeads(Swimming, Badeland);
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        var merged = await Send(reviewer.PostJson($"/api/v1/triage/leads/{reference}.2/merge", new { into = $"{reference}.1" }));
        await Tell(reference, Badeland + "!!");
        await Tell(reference, Swimming + ".");
        var together = await app.Service.HasPlaced(reference, 4);
        var other = await Read(reviewer, $"{reference}.2");
        var rebuilt = await AreRebuilt(reference, 2);
        var undone = await Send(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{reference}.2/merge", null));
        await Tell(reference, Badeland + " dag");
        var apart = await app.Service.HasPlaced(reference, 5);

        Assert.Equal((HttpStatusCode.OK, $"{reference}.1", HttpStatusCode.OK, $"{reference}.2"), (merged.Status, (string?)merged.Body!["lead"], undone.Status, (string?)undone.Body!["lead"]));
        Assert.Equal(($"{reference}.1", 4), ((string)Assert.Single(together)["id"]!, (int)together[0]["tips"]!));
        Assert.Equal(("Emptied", $"{reference}.1"), ((string?)other["lead"]!["status"], (string?)other["mergedInto"]));
        Assert.True(rebuilt);
        // What came while they were one stays where it came to.
        Assert.Equal(5, apart.Sum(lead => (int)lead["tips"]!));
        Assert.Equal(1, apart.Count(lead => (string?)lead["id"] == $"{reference}.2"));
        Assert.True(await AreRebuilt(reference, 2));
        Assert.Equal((1L, 1L), (await app.Entries("lead-merged", $"lead:{reference}.1"), await app.Entries("lead-merge-undone", $"lead:{reference}.2")));
        Assert.Equal(5L, await app.CountRows($"select count(*) from tipintake.placements where lead like '{reference}.%'"));
    }

    [Fact]
    public async Task What_was_made_of_withdrawn_words_goes_also_from_a_merged_lead()
    {
        var reference = await HasLeads(Swimming);
        var receipt = (await app.Service.Visitor.SendTip(reference, new { text = Badeland }))["receipt"]!;
        await app.Service.HasPlaced(reference, 2);
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await Send(reviewer.PostJson($"/api/v1/triage/leads/{reference}.2/merge", new { into = $"{reference}.1" }));
        var before = await Wordings(reference);

        await app.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });
        await app.Service.HasPlaced(reference, 1);

        Assert.Equal((2L, 1L), (before, await Wordings(reference)));
    }

    [Fact]
    public async Task Only_two_open_leads_of_one_object_that_nobody_else_works_on_are_merged()
    {
        var reference = await HasLeads(Swimming, Badeland, "Seen on a shelf in Ulm.");
        var elsewhere = await HasLeads("Bought in Oslo.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var colleague = await StaffBrowser.As("reviewer-2", app.Service);
        Assert.Equal(HttpStatusCode.OK, (await Send(colleague.Post($"/api/v1/triage/leads/{reference}.1/claim"))).Status);
        await Send(reviewer.PostJson($"/api/v1/triage/leads/{reference}.3/assessment", new { decision = "spam", reason = "advertising" }));

        var itself = await Merge(reviewer, $"{reference}.2", $"{reference}.2");
        var foreign = await Merge(reviewer, $"{reference}.2", $"{elsewhere}.1");
        var unknown = await Merge(reviewer, $"{reference}.2", $"{reference}.77");
        var nowhere = await Merge(reviewer, $"{reference}.2", "");
        var taken = await Merge(reviewer, $"{reference}.2", $"{reference}.1");
        var decided = await Merge(reviewer, $"{reference}.2", $"{reference}.3");
        var never = await Send(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{reference}.2/merge", null));

        Assert.Equal(
            [HttpStatusCode.Conflict, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict],
            [itself, foreign, unknown, nowhere, taken, decided, never.Status]);
    }

    [Fact]
    public async Task The_answer_that_one_of_them_gives_is_given_by_both_and_each_has_its_own_again_afterwards()
    {
        var reference = await HasLeads(Swimming, Badeland);
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await Send(reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "place", title = "Vejle", leads = new[] { $"{reference}.2" } }));

        await Merge(reviewer, $"{reference}.2", $"{reference}.1");
        var together = await Answer(reviewer, reference);
        await Send(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{reference}.2/merge", null));
        var apart = await Answer(reviewer, reference);

        Assert.Equal(($"{reference}.1", 2), together);
        Assert.Equal(($"{reference}.2", 1), apart);
    }

    private static async Task<HttpStatusCode> Merge(StaffBrowser reviewer, string lead, string into) => (await Send(reviewer.PostJson($"/api/v1/triage/leads/{lead}/merge", new { into }))).Status;

    private static async Task<(string Leads, int Tips)> Answer(StaffBrowser reviewer, string reference)
    {
        var answer = (await Send(reviewer.Get($"/api/v1/triage/objects/{reference}/hypotheses"))).Body!["hypotheses"]!.AsArray().Single(one => (string?)one!["id"] == $"{reference}.H1")!;
        // What the machine only suggests comes and goes.
        var suggested = answer["suggested"]!.AsArray().Select(lead => (string)lead!);
        return (string.Join(' ', answer["leads"]!.AsArray().Select(lead => (string)lead!).Except(suggested)), (int)answer["support"]!["tips"]!);
    }

    private static async Task<JsonNode> Read(StaffBrowser reviewer, string lead) => (await Send(reviewer.Get($"/api/v1/triage/leads/{lead}"))).Body!;

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> Send(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonNode>());
    }

    private async Task Tell(string reference, string text) => Assert.Equal(HttpStatusCode.Created, (await app.Service.Visitor.SendTip(reference, new { text })).Status);

    private async Task<string> HasLeads(params string[] texts)
    {
        var reference = await app.HasOpenObject();
        foreach (var text in texts)
        {
            await Tell(reference, text);
        }

        Assert.Equal(texts.Length, (await app.Service.HasPlaced(reference, texts.Length)).Count);
        return reference;
    }

    private Task<long> Wordings(string reference) => app.CountRows($"select count(*) from tipintake.lead_wordings where lead like '{reference}.%'");

    /// <summary>Folding the events again gives what is stored.</summary>
    private async Task<bool> AreRebuilt(string reference, int leads)
    {
        await using var session = app.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        foreach (var id in Enumerable.Range(1, leads).Select(number => Lead.IdOf(reference, number)))
        {
            if (JsonSerializer.Serialize(await session.Events.AggregateStreamAsync<Lead>(id)) != JsonSerializer.Serialize(await session.LoadAsync<Lead>(id)))
            {
                return false;
            }
        }

        return true;
    }
}
