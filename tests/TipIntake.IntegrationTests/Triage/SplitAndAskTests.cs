using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>What the machine put together comes apart and back again; a question goes behind the receipt, and the answer comes back to the lead.</summary>
public sealed class SplitAndAskTests(TipIntakeApp app)
{
    [Fact]
    public async Task Tips_that_were_split_off_are_a_lead_of_their_own_until_they_are_put_back()
    {
        var reference = await app.HasOpenObject();
        const string text = "Handed out at the opening of the swimming pool in Vejle";
        await app.Service.Visitor.SendTip(reference, new { text });
        await app.Service.Visitor.SendTip(reference, new { text, place = "Vejle" });
        var lead = (string)Assert.Single(await app.Service.HasPlaced(reference, 2))["id"]!;
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var tips = (await Read(reviewer, lead))["tips"]!.AsArray();

        var split = await Send(reviewer.PostJson($"/api/v1/triage/leads/{lead}/split", new { tips = new[] { (string)tips[1]!["id"]! } }));
        var apart = await app.Service.HasPlaced(reference, 2);
        var all = await Send(reviewer.PostJson($"/api/v1/triage/leads/{lead}/split", new { tips = new[] { (string)tips[0]!["id"]! } }));
        var undone = await Send(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{(string?)split.Body!["lead"]}/split", null));
        var together = await app.Service.HasPlaced(reference, 2);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.OK), (split.Status, all.Status, undone.Status));
        Assert.Equal([1, 1], apart.Select(l => (int)l["tips"]!));
        Assert.Equal((lead, 2), ((string)Assert.Single(together)["id"]!, (int)together[0]["tips"]!));
    }

    [Fact]
    public async Task A_question_appears_behind_the_receipt_and_the_answer_opens_the_lead_again()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Service.Visitor.SendTip(reference, new { text = "I have the same one at home, with a label inside." }))["receipt"]!;
        var lead = (string)Assert.Single(await app.Service.HasPlaced(reference, 1))["id"]!;
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var tip = (string)(await Read(reviewer, lead))["tips"]![0]!["id"]!;

        var asked = await Send(reviewer.PostJson($"/api/v1/triage/tips/{tip}/question", new { text = "What does the label say?" }));
        await Send(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "plausible", reason = "detail-missing" }));
        var followed = await app.Service.Visitor.PostJson("/api/v1/receipts/status", new { receipt });
        await app.Service.Visitor.PostWithKey("/api/v1/receipts/messages", () => JsonContent.Create(new { receipt, text = "Made for Ulstrup, size 4" }), TipRequests.NewKey());
        var back = Assert.Single(await app.Service.HasPlaced(reference, 1));
        var view = await Read(reviewer, lead);

        Assert.Equal(HttpStatusCode.NoContent, asked.Status);
        Assert.Equal("What does the label say?", (string?)followed.Json["messages"]![0]!["text"]);
        Assert.True((bool)back["answered"]!);
        Assert.Equal(["What does the label say?", "Made for Ulstrup, size 4"], view["messages"]!.AsArray().Select(message => (string)message!["text"]!));
        Assert.Equal(["answer"], view["reopened"]!["why"]!.AsArray().Select(why => (string)why!));
    }

    private static async Task<JsonNode> Read(StaffBrowser reviewer, string lead)
    {
        using var answer = await reviewer.Get($"/api/v1/triage/leads/{lead}");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> Send(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
