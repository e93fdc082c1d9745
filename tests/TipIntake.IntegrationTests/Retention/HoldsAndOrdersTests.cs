using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Retention;

public sealed class HoldsAndOrdersTests(TipIntakeApp app)
{
    private const string Holds = "/api/v1/retention/holds";
    private const string Orders = "/api/v1/retention/orders";

    [Fact]
    public async Task A_hold_keeps_what_is_due_until_somebody_else_lifts_it()
    {
        await using var appeal = await AgingAppeal.Began(app, "retentionheld", null, ("Retention:Days:Undecided", "7"));
        var reference = await appeal.Service.HasObject();
        var lead = await appeal.HasLead(reference, "Sold at the market of Olhao by the stall with the blue roof.", 1);
        using var administrator = await Verified("administrator", appeal.Service);
        Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), await Ask(administrator, HttpMethod.Post, Holds, new { of = reference, reason = "because", file = "Anna Example" }));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await Ask(administrator, HttpMethod.Post, Holds, new { of = "OBJ-1999-0001", reason = "court", file = "12 Js 345/26" }));
        Assert.Equal(HttpStatusCode.Created, (await Ask(administrator, HttpMethod.Post, Holds, new { of = reference, reason = "court", file = "12 Js 345/26" })).Status);
        await appeal.Pass(20);
        Assert.NotEqual(0, await appeal.WordsOf(lead));

        using var again = await Verified("administrator", appeal.Service);
        using var other = await Verified("administrator-2", appeal.Service);
        var view = (await (await other.Get("/api/v1/retention")).Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((1, reference), ((int)view["held"]!, (string)view["holds"]![0]!["id"]!));
        Assert.Equal((HttpStatusCode.Conflict, "second-person-needed"), await Ask(again, HttpMethod.Delete, $"{Holds}/{reference}"));
        Assert.Equal(HttpStatusCode.NoContent, (await Ask(other, HttpMethod.Delete, $"{Holds}/{reference}")).Status);
        await appeal.Pass(10);

        Assert.Equal(0, await appeal.WordsOf(lead));
        Assert.Equal("hold-placed, hold-lifted", await appeal.Text("select string_agg(act, ', ' order by at) from tipintake.audit_entries where act like 'hold-%'"));
    }

    [Fact]
    public async Task Two_who_place_one_hold_at_once_find_the_same_one()
    {
        var reference = await app.HasOpenObject();
        using var one = await Verified("administrator", app.Service);
        using var other = await Verified("administrator-2", app.Service);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Ask(n % 2 == 0 ? one : other, HttpMethod.Post, Holds, new { of = reference, reason = "court", file = "12 Js 345/26" })));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(1, await app.CountRows($"select count(*) from tipintake.audit_entries where act = 'hold-placed' and subject = 'object:{reference}'"));
    }

    [Fact]
    public async Task An_order_is_brought_by_one_and_carried_out_by_another_unless_the_tip_is_held()
    {
        var reference = await app.HasOpenObject();
        var sent = await app.Visitor.SendTip(reference, new { text = "Sold at the market of Olhao by the stall with the blue roof.", contact = "me@example.org" });
        await app.Service.HasPlaced(reference, 1);
        var tip = (string)Assert.Single(await app.StoredTips(reference))["id"]!;
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        using var administrator = await Verified("administrator", app.Service);
        var order = await Created(reviewer, Orders, new { tip, reason = "court", file = "12 Js 345/26" });
        await Created(reviewer, Holds, new { of = reference, reason = "investigation", file = "7/26" });

        Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), await Ask(reviewer, HttpMethod.Post, $"{Orders}/{order}/approval"));
        Assert.Equal((HttpStatusCode.Conflict, "legal-hold"), await Ask(administrator, HttpMethod.Post, $"{Orders}/{order}/approval"));
        Assert.NotNull((string?)Assert.Single(await app.StoredTips(reference))["text"]);
        Assert.Equal(HttpStatusCode.NoContent, (await Ask(administrator, HttpMethod.Delete, $"{Holds}/{reference}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ask(administrator, HttpMethod.Post, $"{Orders}/{order}/approval")).Status);

        Assert.Null((string?)Assert.Single(await app.StoredTips(reference))["text"]);
        Assert.Equal(0, await app.CountRows($"select count(*) from tipintake.mt_doc_sendercontact where id = '{tip}'"));
        Assert.Equal(1, await app.CountRows($"select count(*) from tipintake.erasures where tip = '{tip}' and cause = 'Ordered'"));
        Assert.Equal((HttpStatusCode.Conflict, "proposal-decided"), await Ask(administrator, HttpMethod.Post, $"{Orders}/{order}/refusal"));
        var followed = await app.Visitor.PostJson("/api/v1/receipts/status", new { receipt = sent["receipt"] });
        Assert.Equal("receipt-unknown", followed.Code);
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await Ask(reviewer, HttpMethod.Post, Orders, new { tip, reason = "court", file = "12 Js 345/26" }));
    }

    private static async Task<StaffBrowser> Verified(string who, RunningService service)
    {
        var browser = await StaffBrowser.As(who, service);
        await browser.SignIn(who, "/sign-in/as-again");
        return browser;
    }

    private static async Task<string> Created(StaffBrowser browser, string path, object body)
    {
        using var answer = await browser.PostJson(path, body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    private static async Task<(HttpStatusCode Status, string? Code)> Ask(StaffBrowser browser, HttpMethod method, string path, object? body = null)
    {
        using var answer = await browser.Send(method, path, body is null ? null : JsonContent.Create(body));
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(text)!["code"]);
    }
}
