using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>Claims, decisions with reasons, and second looks that know nothing of the first.</summary>
public sealed class ReviewTests(TipIntakeApp app)
{
    [Fact]
    public async Task Two_people_never_work_on_the_same_lead_unknowingly()
    {
        var lead = await HasLead("Given away at the fair in Tavira with every ice cream.");
        using var one = await StaffBrowser.As("reviewer", app.Service);
        using var other = await StaffBrowser.As("reviewer-2", app.Service);

        var claimed = await Status(one.Post($"/api/v1/triage/leads/{lead}/claim"));
        var renewed = await Status(one.Post($"/api/v1/triage/leads/{lead}/claim"));
        var refused = await Status(other.Post($"/api/v1/triage/leads/{lead}/claim"));
        var decided = await Status(other.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "plausible", reason = "fits-picture" }));
        var released = await Status(one.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/claim", null));
        var then = await Status(other.Post($"/api/v1/triage/leads/{lead}/claim"));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.OK], [claimed, renewed, refused, decided, released, then]);
    }

    [Fact]
    public async Task A_decision_needs_a_reason_of_its_own_list_and_can_be_taken_back()
    {
        var lead = await HasLead("Looks old.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        var without = await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "spam" }));
        var foreign = await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "spam", reason = "insult" }));
        var decided = await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "spam", reason = "advertising" }));
        var twice = await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "spam", reason = "advertising" }));
        var undone = await Status(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/assessment", null));
        var open = await reviewer.Queue($"object={ObjectOf(lead)}");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK], [without, foreign, decided, twice, undone]);
        Assert.Equal(lead, (string?)Assert.Single(open)["id"]);
    }

    [Fact]
    public async Task Whoever_looks_a_second_time_sees_neither_decision_nor_points_and_a_third_settles_it()
    {
        var lead = await HasLead("I worked in the shop in Olhao that sold these in 2009.");
        using var first = await StaffBrowser.As("reviewer", app.Service);
        using var second = await StaffBrowser.As("reviewer-2", app.Service);
        await Decide(first, lead, "useful", "first-hand-knowledge");

        using var seen = await second.Get($"/api/v1/triage/leads/{lead}");
        var view = await seen.Content.ReadAsStringAsync();
        var own = await Status(first.PostJson($"/api/v1/triage/leads/{lead}/review", new { decision = "useful", reason = "first-hand-knowledge" }));
        var differs = await Status(second.PostJson($"/api/v1/triage/leads/{lead}/review", new { decision = "plausible", reason = "detail-missing" }));
        var again = await Status(second.PostJson($"/api/v1/triage/leads/{lead}/review", new { decision = "useful", reason = "checkable-detail" }));
        var waiting = await Waiting(first);

        Assert.DoesNotContain("useful", view, StringComparison.Ordinal);
        Assert.Empty(JsonNode.Parse(view)!["lead"]!["points"]!.AsArray());
        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.Conflict], [own, differs, again]);
        Assert.DoesNotContain(lead, waiting);
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.leads where id = '{lead}' and status = 'InReview'"));
    }

    [Fact]
    public async Task A_decided_lead_comes_back_when_later_tips_bring_a_place_that_nobody_had_named()
    {
        var reference = await app.HasOpenObject();
        const string text = "This was the welcome present of the summer camp for every child that year";
        await app.Service.Visitor.SendTip(reference, new { text });
        var lead = (string)Assert.Single(await app.Service.HasPlaced(reference, 1))["id"]!;
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await Decide(reviewer, lead, "plausible", "detail-missing");

        await app.Service.Visitor.SendTip(reference, new { text, place = "Zingst" });
        var back = Assert.Single(await app.Service.HasPlaced(reference, 2));

        Assert.Equal(lead, (string?)back["id"]);
        using var read = await reviewer.Get($"/api/v1/triage/leads/{lead}");
        Assert.Contains("place", (await read.Content.ReadFromJsonAsync<JsonNode>())!["reopened"]!["why"]!.AsArray().Select(why => (string)why!));
    }

    private static async Task Decide(StaffBrowser reviewer, string lead, string decision, string reason) =>
        Assert.Equal(HttpStatusCode.OK, await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision, reason })));

    private static async Task<string[]> Waiting(StaffBrowser reviewer)
    {
        using var answer = await reviewer.Get("/api/v1/triage/reviews");
        return [.. (await answer.Content.ReadFromJsonAsync<JsonNode>())!["leads"]!.AsArray().Select(lead => (string)lead!["id"]!)];
    }

    private static async Task<HttpStatusCode> Status(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return answer.StatusCode;
    }

    private static string ObjectOf(string lead) => lead[..lead.LastIndexOf('.')];

    private async Task<string> HasLead(string text)
    {
        var reference = await app.HasOpenObject();
        await app.Service.Visitor.SendTip(reference, new { text });
        return (string)Assert.Single(await app.Service.HasPlaced(reference, 1))["id"]!;
    }
}
