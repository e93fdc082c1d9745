using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>A block is not undone by what was wanted before it.</summary>
public sealed class BlockTests(TipIntakeApp app)
{
    [Fact]
    public async Task What_was_proposed_about_or_by_a_blocked_person_is_not_approved_any_more()
    {
        await using var service = await app.Another("blockedlater");
        using var reviewer = await StaffBrowser.As("reviewer", service);
        using var proposer = await StaffBrowser.As("administrator", service);
        using var other = await StaffBrowser.As("administrator-2", service);
        var (about, by) = (await Me(reviewer), await Me(proposer));
        var longer = await Propose(proposer, new { kind = "change", member = about, name = "Development Reviewer", roles = new[] { "reviewer" }, everything = true, vettedBy = "the unit", vettedUntil = Later });
        var accomplice = await Propose(proposer, new { kind = "invite", name = "Somebody else", roles = new[] { "publisher" }, everything = true, vettedBy = "the unit", vettedUntil = Later });

        using var first = await other.Post($"/api/v1/staff/people/{about}/block");
        using var stale = await other.PostJson($"/api/v1/staff/people/proposals/{longer}/decision", new { approve = true });
        using var second = await other.Post($"/api/v1/staff/people/{by}/block");
        using var orphan = await other.PostJson($"/api/v1/staff/people/proposals/{accomplice}/decision", new { approve = true });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (stale.StatusCode, orphan.StatusCode));
    }

    private static string Later => DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<Guid> Me(StaffBrowser browser)
    {
        using var answer = await browser.Get("/api/v1/staff/me");
        return (Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    private static async Task<Guid> Propose(StaffBrowser browser, object wanted)
    {
        using var answer = await browser.PostJson("/api/v1/staff/people/proposals", wanted);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }
}
