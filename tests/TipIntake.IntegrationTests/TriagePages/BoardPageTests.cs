using System.Net;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.TriagePages;

/// <summary>The board of an object: who sees it, and what a look leaves behind.</summary>
public sealed class BoardPageTests(TipIntakeApp app)
{
    private const string Html = "text/html";

    [Fact]
    public async Task The_board_says_what_stands_behind_a_suggestion_and_why_and_a_look_stands_in_the_trail()
    {
        var reference = await HasTips(app.Service, "Sold at Brinkmoor in Zutphen, I bought one.", "My mother had it, from the Brinkmoor shop I think.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        var page = await UntilSaid(reviewer, reference, "Suggestion 1");

        Assert.Contains("2 leads name “<bdi>Brinkmoor</bdi>”", page, StringComparison.Ordinal);
        Assert.Contains("<li><b>2</b> tips</li>", page, StringComparison.Ordinal);
        Assert.Contains("<li><b>2</b> wordings</li>", page, StringComparison.Ordinal);
        Assert.Contains("<li><b>1</b> country</li>", page, StringComparison.Ordinal);
        Assert.InRange(await app.Entries("board-read", $"object:{reference}"), 1, long.MaxValue);
    }

    [Fact]
    public async Task Without_the_trail_no_board_is_shown()
    {
        await using var service = await app.Another("noboardaudit");
        var reference = await HasTips(service, "Sold at Brinkmoor in Zutphen.", "From the Brinkmoor shop I think.");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await UntilSaid(reviewer, reference, "Suggestion 1");

        await app.Change("noboardaudit", "revoke insert on tipintake.audit_entries from tipintake_app");
        using var answer = await reviewer.Get($"/triage/objects/{reference}", Html);

        Assert.InRange((int)answer.StatusCode, 500, 599);
        Assert.DoesNotContain("brinkm", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Outside_the_scope_there_is_no_board_and_no_act()
    {
        await using var service = await app.Another("scopedboards");
        var outside = await HasTips(service, "Sold at Brinkmoor in Zutphen.");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await service.Narrow(new Scope(Everything: false, [], ["PT"]));

        using var board = await reviewer.Get($"/triage/objects/{outside}", Html);
        using var confirm = await reviewer.Send(HttpMethod.Post, $"/triage/objects/{outside}", StaffBrowser.Form(("act", "confirm"), ("title", "A"), ("kind", "seller"), ("leads", $"{outside}.1")), Html);
        using var undo = await reviewer.Send(HttpMethod.Post, $"/triage/objects/{outside}", StaffBrowser.Form(("act", "undo"), ("answer", $"{outside}.H1")), Html);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (board.StatusCode, confirm.StatusCode));
        Assert.NotEqual(HttpStatusCode.OK, undo.StatusCode);
        Assert.DoesNotContain("Brinkmoor", await board.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_put_or_merged_anywhere_that_nobody_chose_and_what_a_title_hides_is_named()
    {
        var reference = await HasTips(app.Service, "Sold at the harbour.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        await Open(reviewer, reference, "The \u202Epohs");
        await Open(reviewer, reference, "Another");

        using var put = await reviewer.Send(HttpMethod.Post, $"/triage/leads/{reference}.1", StaffBrowser.Form(("act", "put"), ("answer", "")), Html);
        using var merge = await reviewer.Send(HttpMethod.Post, $"/triage/objects/{reference}", StaffBrowser.Form(("act", "merge"), ("answer", $"{reference}.H2"), ("into", "")), Html);
        var lead = await Page(reviewer, put.Headers.Location!.OriginalString);
        var board = await Page(reviewer, merge.Headers.Location!.OriginalString);

        Assert.Contains("""<span class="fault" id="answer-fault">Choose an answer. Nothing was changed.</span>""", lead, StringComparison.Ordinal);
        Assert.Contains("""<option value="">Choose an answer</option>""", lead, StringComparison.Ordinal);
        Assert.Contains($"""<span class="fault" id="{reference}-H2-into-fault">Choose the answer that it is the same as. Nothing was changed.</span>""", board, StringComparison.Ordinal);
        Assert.Contains("The <bdi class=\"mark\" dir=\"ltr\">RLO</bdi>pohs", board, StringComparison.Ordinal);
        Assert.Contains($"The [RLO]pohs ({reference}.H1)", board, StringComparison.Ordinal);
        Assert.Contains("The [RLO]pohs</option>", lead, StringComparison.Ordinal);
    }

    private static async Task Open(StaffBrowser reviewer, string reference, string title)
    {
        using var opened = await reviewer.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "seller", title, leads = Array.Empty<string>() });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
    }

    private static async Task<string> Page(StaffBrowser reviewer, string path)
    {
        using var answer = await reviewer.Get(path, Html);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> HasTips(RunningService service, params string[] texts)
    {
        var reference = await service.HasObject("Mug", "household", "SE");
        foreach (var text in texts)
        {
            Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text, country = "NL" })).Status);
        }

        await service.HasPlaced(reference, texts.Length);
        return reference;
    }

    private static async Task<string> UntilSaid(StaffBrowser reviewer, string reference, string words)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await reviewer.Get($"/triage/objects/{reference}", Html);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.True(answer.StatusCode == HttpStatusCode.OK && tries < 100, page);
            if (page.Contains(words, StringComparison.Ordinal))
            {
                return page;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
