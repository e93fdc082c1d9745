using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.TriagePages;

/// <summary>What each of those who decide about a lead is told, and what nobody is told before they have decided themselves.</summary>
public sealed class SecondLookPagesTests(TipIntakeApp app)
{
    private const string Html = "text/html";

    [Fact]
    public async Task A_second_look_is_confirmed_and_a_disagreement_is_told_to_both_without_the_others_decision()
    {
        var (lead, first, second) = await HasFirstLook();

        var asked = await Read(second, $"/triage/leads/{lead}");
        using var decided = await Act(second, lead, ("act", "decide"), ("verdict", "plausible/detail-missing"));
        var confirmed = await Read(second, decided.Headers.Location!.OriginalString);
        var (of1, of2) = (await Read(first, $"/triage/leads/{lead}"), await Read(second, $"/triage/leads/{lead}"));

        Assert.Contains("If you see it otherwise, yours cannot be taken back", asked, StringComparison.Ordinal);
        Assert.Contains("You looked a second time at", confirmed, StringComparison.Ordinal);
        Assert.Contains("<strong>plausible</strong> (detail missing).", confirmed, StringComparison.Ordinal);
        Assert.Contains("You have decided (useful). A colleague has looked as well and sees it otherwise. A third person decides now", of1, StringComparison.Ordinal);
        Assert.DoesNotContain("plausible)", of1, StringComparison.Ordinal);
        Assert.Contains("You have looked at it (plausible). A colleague had decided otherwise.", of2, StringComparison.Ordinal);
        Assert.DoesNotContain("(useful)", of2, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"undo\"", of1 + of2, StringComparison.Ordinal);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task A_second_look_that_agrees_is_confirmed()
    {
        var (lead, first, second) = await HasFirstLook();

        using var decided = await Act(second, lead, ("act", "decide-next"), ("verdict", "useful/narrows-place"));
        var confirmed = await Read(second, decided.Headers.Location!.OriginalString);

        Assert.Contains("You looked a second time at", confirmed, StringComparison.Ordinal);
        Assert.Contains("<strong>useful</strong>.", confirmed, StringComparison.Ordinal);
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Under_which_answer_it_is_nobody_learns_who_has_to_look_a_second_time()
    {
        var (lead, first, second) = await HasFirstLook(put: true);
        var reference = lead[..lead.LastIndexOf('.')];

        using var seen = await second.Get($"/api/v1/triage/leads/{lead}");
        var view = (await seen.Content.ReadFromJsonAsync<JsonNode>())!["lead"]!;
        var queued = await second.Queue($"object={reference}&status=in-review");
        using var asked = await second.Get($"/api/v1/triage/queue?object={reference}&status=in-review&hypothesis={reference}.H1");
        using var listed = await second.Get($"/api/v1/triage/objects/{reference}/hypotheses");
        var answer = (await listed.Content.ReadFromJsonAsync<JsonNode>())!["hypotheses"]![0]!;
        var board = await Read(second, $"/triage/objects/{reference}");
        var list = await Read(second, $"/triage?object={reference}&status=in-review");

        Assert.Null(view["hypothesis"]);
        Assert.Null(Assert.Single(queued)["hypothesis"]);
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        Assert.Empty(answer["leads"]!.AsArray());
        Assert.Equal((1, 1), ((int)answer["inReview"]!, (int)answer["support"]!["tips"]!));
        Assert.DoesNotContain($"/triage/leads/{lead}", board, StringComparison.Ordinal);
        Assert.Contains("1 lead under it waits for a second look and is not listed.", board, StringComparison.Ordinal);
        Assert.Contains("by lot", list, StringComparison.Ordinal);
        Assert.DoesNotContain("by its age alone", list, StringComparison.Ordinal);
        first.Dispose();
        second.Dispose();
    }

    private async Task<(string Lead, StaffBrowser First, StaffBrowser Second)> HasFirstLook(bool put = false)
    {
        var reference = await app.HasOpenObject();
        Assert.Equal(HttpStatusCode.Created, (await app.Service.Visitor.SendTip(reference, new { text = "I sold these in Faro.", country = "PT", basis = "owns-it" })).Status);
        await app.Service.HasPlaced(reference, 1);
        var (first, second, lead) = (await StaffBrowser.As("reviewer", app.Service), await StaffBrowser.As("reviewer-2", app.Service), $"{reference}.1");
        if (put)
        {
            using var opened = await first.PostJson($"/api/v1/triage/objects/{reference}/hypotheses", new { kind = "seller", title = "A shop", leads = new[] { lead } });
            Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        }

        using var decided = await Act(first, lead, ("act", "decide"), ("verdict", "useful/checkable-detail"));
        Assert.Contains($"done={lead}", decided.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return (lead, first, second);
    }

    private static async Task<string> Read(StaffBrowser reviewer, string path)
    {
        using var answer = await reviewer.Get(path, Html);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> Act(StaffBrowser reviewer, string lead, params (string Name, string Value)[] fields) =>
        reviewer.Send(HttpMethod.Post, $"/triage/leads/{lead}", StaffBrowser.Form(fields), Html);
}
