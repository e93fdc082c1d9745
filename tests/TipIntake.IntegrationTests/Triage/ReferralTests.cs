using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>A tip about a person in danger: it leaves the object, is handed to somebody who can act, and is closed by what came of it.</summary>
public sealed class ReferralTests(TipIntakeApp app)
{
    private const string Html = "text/html";

    [Fact]
    public async Task What_is_referred_leaves_the_queue_and_the_support_of_its_answer_and_waits_for_somebody_to_be_told()
    {
        var lead = await HasLead("It was given away in Zutphen, and he still hits the girl next door.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var opened = await reviewer.PostJson($"/api/v1/triage/objects/{ObjectOf(lead)}/hypotheses", new { kind = "place", title = "Zutphen", leads = new[] { lead } });
        var before = await Support(reviewer, lead);

        await Refer(reviewer, lead);
        var referral = await Find(reviewer, lead);

        Assert.Equal((1, 0), (before, await Support(reviewer, lead)));
        Assert.Empty(await reviewer.Queue($"object={ObjectOf(lead)}"));
        Assert.Equal(("Open", "person-in-danger", 1), ((string?)referral!["referral"]!["state"], (string?)referral["referral"]!["reason"], (int)referral["tips"]!));
        Assert.Contains("No tip has come yet.", await Page(reviewer, $"/triage/objects/{ObjectOf(lead)}"), StringComparison.Ordinal);
        Assert.Equal(1L, await app.Entries("referral-opened", $"lead:{lead}"));
    }

    [Fact]
    public async Task It_is_handed_over_closed_and_each_step_taken_back_by_whoever_took_it()
    {
        var lead = await HasLead("The child of the house is beaten every night.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var colleague = await StaffBrowser.As("reviewer-2", app.Service);
        await Refer(reviewer, lead);

        var early = await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/referral/closing", new { reason = "taken-on" }));
        var told = await Status(colleague.PostJson($"/api/v1/triage/leads/{lead}/referral/hand-over", new { to = "child-protection", file = " KP-2026/0815 " }));
        var handed = await Find(reviewer, lead);
        var decision = await Status(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/assessment", null));
        var foreign = await Status(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/referral/hand-over", null));
        var closed = await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/referral/closing", new { reason = "taken-on" }));
        var gone = await Find(reviewer, lead);
        var reopened = await Status(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/referral/closing", null));
        var untold = await Status(colleague.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/referral/hand-over", null));
        var undone = await Status(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/assessment", null));

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [early, told, decision, foreign, closed, reopened, untold, undone]);
        Assert.Equal(("child-protection", "KP-2026/0815"), ((string?)handed!["referral"]!["handedOver"]!["to"], (string?)handed["referral"]!["handedOver"]!["file"]));
        Assert.Null(gone);
        Assert.Null(await Find(reviewer, lead));
        Assert.Single(await reviewer.Queue($"object={ObjectOf(lead)}"));
        foreach (var act in new[] { "referral-handed-over", "handing-over-undone", "referral-closed", "referral-reopened" })
        {
            Assert.Equal(1L, await app.Entries(act, $"lead:{lead}"));
        }
    }

    [Theory]
    [InlineData("nobody", "KP-1")]
    [InlineData("child-protection", "call her mother")]
    [InlineData("child-protection", "12345678901234567890123456789012345678901")]
    [InlineData("child-protection", "<b>1</b>")]
    public async Task Who_was_told_is_one_of_those_who_can_be_told_and_a_file_number_is_no_story(string to, string file)
    {
        var lead = await HasLead("She said that he will kill her.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await Refer(reviewer, lead);

        Assert.Equal(HttpStatusCode.BadRequest, await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/referral/hand-over", new { to, file })));
    }

    [Fact]
    public async Task Where_nobody_is_in_danger_the_lead_comes_back_to_the_queue()
    {
        var lead = await HasLead("The shop in Murten sold them until 2008.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await Refer(reviewer, lead);
        await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/referral/hand-over", new { to = "control-room" }));

        await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/referral/closing", new { reason = "nobody-in-danger" }));
        var back = await reviewer.Queue($"object={ObjectOf(lead)}");
        await Status(reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{lead}/referral/closing", null));
        var again = await reviewer.Queue($"object={ObjectOf(lead)}");

        Assert.Equal(lead, (string?)Assert.Single(back)["id"]);
        Assert.Null(back[0]["decision"]);
        Assert.Empty(again);
        Assert.Equal("HandedOver", (string?)(await Find(reviewer, lead))!["referral"]!["state"]);
    }

    [Fact]
    public async Task A_second_person_who_sees_somebody_in_danger_waits_for_no_third()
    {
        var lead = await HasLead("I worked in the shop in Olhao, and the owner locks his daughter up.");
        using var first = await StaffBrowser.As("reviewer", app.Service);
        using var second = await StaffBrowser.As("reviewer-2", app.Service);

        await Status(first.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "useful", reason = "first-hand-knowledge" }));
        await Status(second.PostJson($"/api/v1/triage/leads/{lead}/review", new { decision = "safeguarding", reason = "person-in-danger" }));

        Assert.Equal("Open", (string?)(await Find(first, lead))!["referral"]!["state"]);
        Assert.Equal(1L, await app.Entries("referral-opened", $"lead:{lead}"));
    }

    [Fact]
    public async Task The_queue_says_that_referrals_wait_and_outside_the_scope_there_is_none()
    {
        await using var service = await app.Another("referrals");
        var lead = await HasLead("He is dangerous.", service);
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await Refer(reviewer, lead);

        var queue = await Page(reviewer, "/triage");
        var home = await Page(reviewer, "/");
        var page = await Page(reviewer, "/triage/referrals");
        await service.Narrow(new Scope(Everything: false, [], ["SE"]));
        var narrowed = await Page(reviewer, "/triage");
        var list = await Page(reviewer, "/triage/referrals");
        var act = await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/referral/hand-over", new { to = "control-room" }));

        Assert.Contains("1 referral waits</a> to be handed over", queue, StringComparison.Ordinal);
        Assert.Contains("nobody has handed over", home, StringComparison.Ordinal);
        Assert.Contains("Child protection desk (made up)", page, StringComparison.Ordinal);
        Assert.Contains(lead, page, StringComparison.Ordinal);
        Assert.DoesNotContain("dangerous", page, StringComparison.Ordinal);
        Assert.DoesNotContain("to be handed over", narrowed, StringComparison.Ordinal);
        Assert.DoesNotContain(lead, list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, act);
    }

    [Fact]
    public async Task Where_no_contact_point_is_set_the_page_says_so()
    {
        (string, string)[] none = [.. from number in new[] { 0, 1 } from name in new[] { "Code", "Name", "Reach" } select ($"Triage:Safeguarding:ContactPoints:{number}:{name}", "")];
        await using var service = await app.Another("nocontactpoint", none);
        using var reviewer = await StaffBrowser.As("reviewer", service);

        Assert.Contains("No contact point is set here.", await Page(reviewer, "/triage/referrals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sender_is_told_what_every_sender_is_told()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Service.Visitor.SendTip(reference, new { text = "Help me, he is in the next room." }))["receipt"]!;
        var lead = (string)Assert.Single(await app.Service.HasPlaced(reference, 1))["id"]!;
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var opened = await reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "place", title = "Somewhere", leads = new[] { lead } });
        await Refer(reviewer, lead);
        await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/referral/hand-over", new { to = "control-room" }));
        await Status(reviewer.PostJson($"/api/v1/triage/hypotheses/{reference}.H1/outcome", new { outcome = "identified" }));

        var followed = await app.Service.Visitor.PostJson("/api/v1/receipts/status", new { receipt });

        Assert.Equal("received", followed["state"]);
        Assert.Equal(0L, await app.CountRows($"select count(d.data ->> 'usedAt') from tipintake.mt_doc_tipprogress d join tipintake.placements p on p.tip = d.id where p.lead = '{lead}'"));
    }

    private static string ObjectOf(string lead) => lead[..lead.LastIndexOf('.')];

    private static async Task Refer(StaffBrowser reviewer, string lead) =>
        Assert.Equal(HttpStatusCode.OK, await Status(reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "safeguarding", reason = "person-in-danger" })));

    private static async Task<JsonNode?> Find(StaffBrowser reviewer, string lead)
    {
        using var answer = await reviewer.Get("/api/v1/triage/referrals");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["referrals"]!.AsArray().FirstOrDefault(one => (string?)one!["lead"] == lead);
    }

    private static async Task<int> Support(StaffBrowser reviewer, string lead)
    {
        using var answer = await reviewer.Get($"/api/v1/triage/objects/{ObjectOf(lead)}/hypotheses");
        return (int)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["hypotheses"]![0]!["support"]!["tips"]!;
    }

    private static async Task<string> Page(StaffBrowser reviewer, string path)
    {
        using var answer = await reviewer.Get(path, Html);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> Status(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return answer.StatusCode;
    }

    private async Task<string> HasLead(string text, RunningService? at = null)
    {
        var service = at ?? app.Service;
        var reference = await service.HasObject("Mug", "household", "PT");
        await service.Visitor.SendTip(reference, new { text });
        return (string)Assert.Single(await service.HasPlaced(reference, 1))["id"]!;
    }
}
