using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>What reasons are worth is changed by an administrator, by version, and every open lead follows.</summary>
public sealed class WeightsTests(TipIntakeApp app)
{
    private const string Path = "/api/v1/triage/weights";

    [Fact]
    public async Task A_change_is_a_new_version_with_a_name_and_reckons_every_open_lead_again()
    {
        await using var service = await app.Another("weights", ("Triage:Weights:Country", "7"));
        var reference = await service.HasObject();
        await service.Visitor.SendTip(reference, new { text = "Seen on the quay of Aveiro.", country = "PT" });
        await service.HasPlaced(reference, 1);
        using var administrator = await StaffBrowser.As("administrator", service);

        var (first, tag) = await Read(administrator);
        using var changed = await Put(administrator, tag, new { weights = new Dictionary<string, int> { ["country"] = 111 } });
        await service.HasPriced(reference, "country", 111);
        var (second, next) = await Read(administrator);

        Assert.Equal((1, 7), ((int)first["version"]!, Worth(first, "country")));
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.StatusCode, next));
        Assert.Equal((2, 111, 5), ((int)second["version"]!, Worth(second, "country"), Worth(second, "place")));
        Assert.StartsWith("staff:", (string)second["history"]![0]!["by"]!, StringComparison.Ordinal);
        Assert.Equal("""[{"code":"country","from":7,"to":111}]""", second["history"]![0]!["changes"]!.ToJsonString());
        await using var entries = app.Database.Superuser("weights");
        await using var count = entries.CreateCommand("select count(*) from tipintake.audit_entries where act = 'weights-changed' and subject = 'weights:2'");
        Assert.Equal(1L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_change_names_the_version_that_it_is_based_on_and_stays_within_bounds()
    {
        await using var service = await app.Another("weightsrefused");
        using var administrator = await StaffBrowser.As("administrator", service);
        var (_, tag) = await Read(administrator);

        using var without = await Put(administrator, null, Of("place", 6));
        using var first = await Put(administrator, tag, Of("place", 6));
        using var stale = await Put(administrator, tag, Of("place", 7));
        using var unknown = await Put(administrator, "\"2\"", Of("luck", 7));
        using var large = await Put(administrator, "\"2\"", Of("place", 1_001));
        using var starving = await Put(administrator, "\"2\"", Of("per-day-waiting", -1));
        using var same = await Put(administrator, "\"2\"", Of("place", 6));

        Assert.Equal(
            [HttpStatusCode.PreconditionRequired, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK],
            [without.StatusCode, first.StatusCode, stale.StatusCode, unknown.StatusCode, large.StatusCode, starving.StatusCode, same.StatusCode]);
        Assert.Equal("\"2\"", same.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Reviewers_see_the_weights_with_their_history_and_administrators_change_them_on_a_page()
    {
        await using var service = await app.Another("weightspages");
        using var administrator = await StaffBrowser.As("administrator", service);
        using var reviewer = await StaffBrowser.As("reviewer", service);
        var (weights, _) = await Read(administrator);
        var fields = weights["weights"]!.AsArray().ToDictionary(weight => (string)weight!["code"]!, weight => (string)weight!["value"]!.ToString());
        fields["version"] = "1";

        fields["place"] = "many";
        using var wrong = await administrator.Send(HttpMethod.Post, "/triage/weights/change", new FormUrlEncodedContent(fields), "text/html");
        fields["place"] = "55";
        using var right = await administrator.Send(HttpMethod.Post, "/triage/weights/change", new FormUrlEncodedContent(fields), "text/html");
        using var page = await reviewer.Get("/triage/weights", "text/html");
        var shown = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());

        Assert.Contains("Please look at this again", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/triage/weights", right.Headers.Location!.OriginalString);
        Assert.Contains("names a place <b>+5 → +55</b>", shown, StringComparison.Ordinal);
        Assert.Contains("Development Administrator", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("/triage/weights/change", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_a_day_points_are_held_against_what_came_of_the_leads()
    {
        await using var service = await app.Another("outcomes", ("Triage:Review:SharePercent", "0"));
        var reference = await service.HasObject();
        await service.Visitor.SendTip(reference, new { text = "Seen on the quay of Aveiro.", country = "PT" });
        await service.Visitor.SendTip(reference, new { text = "No idea at all what this could be, sorry." });
        var leads = await service.HasPlaced(reference, 2);
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await Decide(reviewer, leads, "country", "plausible", "fits-picture");
        await Decide(reviewer, leads, null, "not-useful", "no-answer");
        await using (var connection = app.Database.Superuser("outcomes"))
        {
            await using var useful = connection.CreateCommand("update tipintake.leads set status = 'Decided', decision = 'Useful' where points @> '[{\"code\": \"country\"}]'; delete from tipintake.mt_doc_pointsagainstoutcome");
            await useful.ExecuteNonQueryAsync();
        }

        var compare = (TipIntake.Triage.CompareOutcomes)service.Services.GetService(typeof(TipIntake.Triage.CompareOutcomes))!;
        var first = await compare.Run(TestContext.Current.CancellationToken);
        var again = await compare.Run(TestContext.Current.CancellationToken);
        var (weights, _) = await Read(reviewer);
        var row = weights["outcomes"]!["points"]!.AsArray().Single(point => (string)point!["code"]! == "country")!;

        Assert.Equal((true, false), (first, again));
        Assert.Equal((2, 1), ((int)weights["outcomes"]!["leads"]!, (int)weights["outcomes"]!["useful"]!));
        Assert.Equal((1, 1, 1, 0), ((int)row["with"]!, (int)row["usefulWith"]!, (int)row["without"]!, (int)row["usefulWithout"]!));
    }

    private static async Task Decide(StaffBrowser reviewer, List<JsonObject> leads, string? having, string decision, string reason)
    {
        var lead = leads.Single(one => one["points"]!.AsArray().Any(point => (string)point!["code"]! == "country") == (having is not null));
        using var answer = await reviewer.PostJson($"/api/v1/triage/leads/{lead["id"]}/assessment", new { decision, reason });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static object Of(string code, int value) => new { weights = new Dictionary<string, int> { [code] = value } };

    private static int Worth(JsonNode weights, string code) => (int)weights["weights"]!.AsArray().Single(weight => (string)weight!["code"]! == code)!["value"]!;

    private static async Task<(JsonNode Weights, string Tag)> Read(StaffBrowser browser)
    {
        using var answer = await browser.Get(Path);
        answer.EnsureSuccessStatusCode();
        return ((await answer.Content.ReadFromJsonAsync<JsonNode>())!, answer.Headers.ETag!.Tag);
    }

    private static async Task<HttpResponseMessage> Put(StaffBrowser browser, string? tag, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = JsonContent.Create(body) };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("X-Form-Token", await browser.FindToken());
        return await browser.SendAsItIs(request);
    }
}
