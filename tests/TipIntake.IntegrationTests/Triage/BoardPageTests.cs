using System.Net;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.Triage;

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

        Assert.Contains("2 leads name “<bdi>brinkm", page, StringComparison.Ordinal);
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
