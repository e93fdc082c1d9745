using System.Net;
using System.Text.RegularExpressions;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;

namespace TipIntake.IntegrationTests.TriagePages;

/// <summary>The queue and a lead as pages: who sees what, and what a look leaves behind.</summary>
public sealed class ReviewersPagesTests(TipIntakeApp app)
{
    private const string Html = "text/html";

    [Fact]
    public async Task The_queue_says_why_and_how_well_supported_and_no_word_of_a_tip()
    {
        var reference = await HasLead(app.Service, "Sold at the Kermesse shop in Vila Nova.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        var page = await Read(reviewer, $"/triage?object={reference}");

        Assert.Contains($"{reference}.1", page, StringComparison.Ordinal);
        Assert.Contains("1 tip · 1 country · 1 day · 1 language", page, StringComparison.Ordinal);
        Assert.Contains("first-hand: owns it <b>+", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Kermesse", page, StringComparison.Ordinal);
        Assert.Equal(0L, await app.Entries("lead-read", $"lead:{reference}.1"));
    }

    [Fact]
    public async Task A_look_at_a_lead_stands_in_the_trail_and_changes_nothing_else()
    {
        var lead = $"{await HasLead(app.Service, "Seen on the quay.")}.1";
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        var page = await Read(reviewer, $"/triage/leads/{lead}");

        Assert.Contains("Seen on the quay.", page, StringComparison.Ordinal);
        Assert.Contains("Portugal", page, StringComparison.Ordinal);
        Assert.Contains("Nobody works on this lead.", page, StringComparison.Ordinal);
        Assert.Equal((1L, 0L), (await app.Entries("lead-read", $"lead:{lead}"), await app.Entries("lead-claimed", $"lead:{lead}")));
        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.lead_claims where lead = '{lead}'"));
    }

    [Fact]
    public async Task Without_the_trail_no_word_is_shown()
    {
        await using var service = await app.Another("noleadaudit");
        var lead = $"{await HasLead(service, "A secret of the quay.")}.1";
        using var reviewer = await StaffBrowser.As("reviewer", service);

        await app.Change("noleadaudit", "revoke insert on tipintake.audit_entries from tipintake_app");
        using var answer = await reviewer.Get($"/triage/leads/{lead}", Html);

        Assert.InRange((int)answer.StatusCode, 500, 599);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_scoped_to_one_region_sees_nothing_of_another_on_any_page()
    {
        await using var service = await app.Another("scopedleads");
        var inside = await HasLead(service, "From inside.", await service.HasObject("Mug", "household", "PT"));
        var outside = await HasLead(service, "From outside.", await service.HasObject("Bag", "bag", "SE"));
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await service.Narrow(new Scope(Everything: false, [], ["PT"]));

        var queue = await Read(reviewer, "/triage");
        var asked = await Read(reviewer, $"/triage?object={outside}&done={outside}.1");
        using var lead = await reviewer.Get($"/triage/leads/{outside}.1", Html);
        using var unknown = await reviewer.Get("/triage/leads/OBJ-2100-9999.1", Html);
        using var live = await reviewer.Get($"/triage/changes?lead={outside}.1");
        using var claim = await Act(reviewer, $"{outside}.1", ("act", "claim"));
        using var decide = await Act(reviewer, $"{outside}.1", ("act", "decide"), ("verdict", "spam/advertising"));
        var home = await Read(reviewer, "/");

        Assert.Contains($"{inside}.1", queue, StringComparison.Ordinal);
        Assert.DoesNotContain(outside, queue, StringComparison.Ordinal);
        Assert.DoesNotContain($"{outside}.1", asked, StringComparison.Ordinal);
        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
            (lead.StatusCode, unknown.StatusCode, live.StatusCode, claim.StatusCode, decide.StatusCode));
        Assert.Contains("""<p class="count">1</p>""", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_next_takes_the_first_free_lead_and_the_other_reviewer_gets_the_second()
    {
        var reference = await HasLead(app.Service, "Sold in Faro.");
        await HasLead(app.Service, "Made in Gent.", reference, tips: 2);
        using var one = await StaffBrowser.As("reviewer", app.Service);
        using var other = await StaffBrowser.As("reviewer-2", app.Service);
        using var another = await StaffBrowser.As("reviewer-3", app.Service);
        var queue = (await one.Queue($"object={reference}")).Select(lead => (string)lead["id"]!).ToArray();

        using var first = await one.Post($"/triage?object={reference}", StaffBrowser.Form());
        using var second = await other.Post($"/triage?object={reference}", StaffBrowser.Form());
        using var third = await another.Post($"/triage?object={reference}", StaffBrowser.Form());

        Assert.Equal($"/triage/leads/{queue[0]}?object={reference}&passed=0", first.Headers.Location!.OriginalString);
        Assert.Equal($"/triage/leads/{queue[1]}?object={reference}&passed=0", second.Headers.Location!.OriginalString);
        Assert.Equal($"/triage?object={reference}&end=true", third.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task What_was_decided_abusive_is_read_by_choice_only()
    {
        await using var service = await app.Another("abusiveleads", ("Triage:Review:SharePercent", "0"));
        var lead = $"{await HasLead(service, "You are all fools.", basis: "guess")}.1";
        using var reviewer = await StaffBrowser.As("reviewer", service);

        using var decided = await Act(reviewer, lead, ("act", "decide"), ("verdict", "abusive/insult"));
        var page = await Read(reviewer, $"/triage/leads/{lead}");
        using var queue = await reviewer.Get(decided.Headers.Location!.OriginalString, Html);

        Assert.Matches("""<details class="hides">\s*<summary>Show the words. They may be insulting.</summary>\s*<div class="said" lang="en" dir="auto">You are all fools.</div>""", page);
        Assert.Contains("You decided", await queue.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_look_is_asked_for_and_taken_without_the_first_decision()
    {
        await using var service = await app.Another("secondlooks");
        var reference = await HasLead(service, "I sold these in Faro.");
        var lead = $"{reference}.1";
        using var reviewer = await StaffBrowser.As("reviewer", service);
        using var colleague = await StaffBrowser.As("reviewer-2", service);

        using var first = await Act(reviewer, lead, ("act", "decide"), ("verdict", "useful/checkable-detail"));
        var own = await Read(reviewer, $"/triage/leads/{lead}");
        using var again = await Act(reviewer, lead, ("act", "decide"), ("verdict", "useful/checkable-detail"));
        using var opened = await colleague.Post($"/triage?object={reference}&status=in-review", StaffBrowser.Form());
        var blind = await Read(colleague, opened.Headers.Location!.OriginalString);
        using var second = await Act(colleague, lead, ("act", "decide"), ("verdict", "useful/narrows-place"));
        var after = await Read(colleague, $"/triage/leads/{lead}");

        Assert.Contains("You have decided (useful).", own, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"verdict\"", own, StringComparison.Ordinal);
        Assert.EndsWith("fault=second-person-needed", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.StartsWith($"/triage/leads/{lead}?", opened.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Decide, as if for the first time", blind, StringComparison.Ordinal);
        Assert.DoesNotContain("checkable detail)", blind, StringComparison.Ordinal);
        Assert.DoesNotContain("first-hand: owns it", blind, StringComparison.Ordinal);
        Assert.Contains("<strong>useful</strong>", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contact_takes_the_page_of_its_own()
    {
        var reference = await HasLead(app.Service, "Write to me.", contact: "me@example.org");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var path = Regex.Match(await Read(reviewer, $"/triage/leads/{reference}.1"), "/triage/tips/[0-9a-f-]{36}/contact").Value;

        using var without = await reviewer.Post(path, StaffBrowser.Form());
        using var with = await reviewer.Post(path, StaffBrowser.Form(("reason", "child-in-danger")));
        var page = await with.Content.ReadAsStringAsync();

        Assert.Contains("Please look at this again", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("<textarea id=\"envelope\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("me@example.org", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_claim_is_no_new_line_in_the_trail()
    {
        var lead = $"{await HasLead(app.Service, "Kept open for long.")}.1";
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        for (var i = 0; i < 3; i++)
        {
            using var claimed = await reviewer.Post($"/api/v1/triage/leads/{lead}/claim");
            Assert.Equal(HttpStatusCode.OK, claimed.StatusCode);
        }

        Assert.Equal(1L, await app.Entries("lead-claimed", $"lead:{lead}"));
    }

    private static async Task<string> HasLead(RunningService service, string text, string? about = null, int tips = 1, string? contact = null, string basis = "owns-it")
    {
        var reference = about ?? await service.HasObject();
        var sent = await service.Visitor.SendTip(reference, new { text, contact, country = "PT", language = "en", basis });
        Assert.Equal(HttpStatusCode.Created, sent.Status);
        await service.HasPlaced(reference, tips);
        return reference;
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
