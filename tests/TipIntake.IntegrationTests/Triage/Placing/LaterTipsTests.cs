using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>What comes to a lead after somebody decided about it: whatever is new brings it back to somebody's eyes.</summary>
public sealed class LaterTipsTests(TipIntakeApp app)
{
    private const string Wording = "These were handed out at the fair of Castelo Velho to everybody who bought a raffle ticket that evening.";

    [Theory]
    [InlineData("not-useful", "no-answer")]
    [InlineData("spam", "advertising")]
    public async Task A_person_in_danger_brings_any_decided_lead_back(string decision, string reason)
    {
        var (reference, lead, reviewer) = await HasDecided(decision, reason);
        using var signedIn = reviewer;

        await app.Service.Visitor.SendTip(reference, new { text = Wording, disclosure = true });

        Assert.Contains("danger", await UntilReopened(reviewer, lead));
    }

    [Fact]
    public async Task A_name_that_nobody_has_given_brings_a_decided_lead_back_and_one_that_is_known_does_not()
    {
        var (reference, lead, reviewer) = await HasDecided("not-useful", "no-answer");
        using var signedIn = reviewer;

        await app.Service.Visitor.SendTip(reference, new { text = $"{Wording} Please share" });
        var copied = await Until(async () => await Show(reviewer, lead) is { } view && (int)view["lead"]!["tips"]! == 2 ? view : null);
        await app.Service.Visitor.SendTip(reference, new { text = $"{Wording} The man was called Tiberio Vasconcelos." });

        Assert.Equal("Decided", (string?)copied["lead"]!["status"]);
        Assert.Contains("name", await UntilReopened(reviewer, lead));
    }

    [Fact]
    public async Task What_an_endangered_sender_adds_opens_the_referral_again()
    {
        var (reference, lead, reviewer, receipt) = await HasReferred();
        using var signedIn = reviewer;
        (await reviewer.PostJson($"/api/v1/triage/referrals/{lead}/hand-over", new { to = "control-room" })).Dispose();

        await app.Service.Visitor.PostJson("/api/v1/receipts/messages", new { receipt, text = "Rua das Flores 3, he comes home at six." });

        var referral = await Until(async () => (await Referrals(reviewer, lead)) is { } one && one["referral"]!["renewed"] is not null && (bool)one["answered"]! ? one : null);
        Assert.Null(referral["referral"]!["handedOver"]);
        Assert.Equal(["answer"], referral["referral"]!["renewed"]!["why"]!.AsArray().Select(why => (string?)why));
    }

    [Fact]
    public async Task Every_word_of_every_tip_of_a_lead_can_be_searched_for_and_what_a_sender_adds_as_well()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Service.Visitor.SendTip(reference, new { text = Wording }))["receipt"]!;
        await app.Service.HasPlaced(reference, 1);
        await app.Service.Visitor.SendTip(reference, new { text = $"{Wording} Ask at Loja Marisol" });
        await app.Service.HasPlaced(reference, 2);
        await app.Service.Visitor.PostJson("/api/v1/receipts/messages", new { receipt, text = "It was in the Kasbah hotel." });
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        Assert.Single(await Until(async () => await reviewer.Queue($"object={reference}&search=kasbah") is { Count: 1 } found ? found : null));
        Assert.Single(await reviewer.Queue($"object={reference}&search=marisol"));
        Assert.Single(await reviewer.Queue($"object={reference}&search=raffle+marisol"));
    }

    [Fact]
    public async Task Tips_that_are_put_back_into_a_lead_whose_senders_all_left_are_in_the_queue()
    {
        var (reference, lead, split, reviewer, receipt) = await HasSplit();
        using var signedIn = reviewer;
        await app.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });
        await app.Service.HasPlaced(reference, 1);

        using var back = await reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{split}/split", null);

        back.EnsureSuccessStatusCode();
        Assert.Equal(lead, (string?)Assert.Single(await app.Service.HasPlaced(reference, 1))["id"]);
    }

    [Fact]
    public async Task Tips_that_are_put_back_into_a_decided_lead_open_it_again()
    {
        var (_, lead, split, reviewer, _) = await HasSplit();
        using var signedIn = reviewer;
        (await reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "plausible", reason = "detail-missing" })).EnsureSuccessStatusCode();

        using var back = await reviewer.Send(HttpMethod.Delete, $"/api/v1/triage/leads/{split}/split", null);

        back.EnsureSuccessStatusCode();
        Assert.Equal("Open", (string?)(await Show(reviewer, lead))["lead"]!["status"]);
    }

    private async Task<(string Reference, string Lead, StaffBrowser Reviewer)> HasDecided(string decision, string reason)
    {
        var reviewer = await StaffBrowser.As("reviewer", app.Service);
        while (true)
        {
            var reference = await app.HasOpenObject();
            await app.Service.Visitor.SendTip(reference, new { text = Wording });
            var lead = (string)Assert.Single(await app.Service.HasPlaced(reference, 1))["id"]!;
            (await reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision, reason })).EnsureSuccessStatusCode();

            // One in ten is drawn for a second look.
            if ((string?)(await Show(reviewer, lead))["lead"]!["status"] == "Decided")
            {
                return (reference, lead, reviewer);
            }
        }
    }

    private async Task<(string Reference, string Lead, StaffBrowser Reviewer, string Receipt)> HasReferred()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Service.Visitor.SendTip(reference, new { text = "It is my brother, I am afraid of him.", disclosure = true }))["receipt"]!;
        var lead = (string)Assert.Single(await app.Service.HasPlaced(reference, 1))["id"]!;
        var reviewer = await StaffBrowser.As("reviewer", app.Service);
        (await reviewer.PostJson($"/api/v1/triage/leads/{lead}/assessment", new { decision = "safeguarding", reason = "person-in-danger" })).EnsureSuccessStatusCode();
        return (reference, lead, reviewer, receipt);
    }

    private async Task<(string Reference, string Lead, string Split, StaffBrowser Reviewer, string Receipt)> HasSplit()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Service.Visitor.SendTip(reference, new { text = Wording }))["receipt"]!;
        await app.Service.HasPlaced(reference, 1);
        await app.Service.Visitor.SendTip(reference, new { text = $"{Wording} Yes" });
        var lead = (string)Assert.Single(await app.Service.HasPlaced(reference, 2))["id"]!;
        var reviewer = await StaffBrowser.As("reviewer", app.Service);
        var later = (string)(await Show(reviewer, lead))["tips"]!.AsArray()[^1]!["id"]!;
        using var answer = await reviewer.PostJson($"/api/v1/triage/leads/{lead}/split", new { tips = new[] { later } });
        return (reference, lead, (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["lead"]!, reviewer, receipt);
    }

    private static Task<string[]> UntilReopened(StaffBrowser reviewer, string lead) => Until(async () =>
        (await Show(reviewer, lead)) is { } view && (string?)view["lead"]!["status"] == "Open" ? view["reopened"]!["why"]!.AsArray().Select(why => (string)why!).ToArray() : null);

    private static async Task<JsonObject?> Referrals(StaffBrowser reviewer, string lead)
    {
        using var answer = await reviewer.Get("/api/v1/triage/referrals");
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["referrals"]!.AsArray().Select(one => one!.AsObject()).FirstOrDefault(one => (string?)one["lead"] == lead);
    }

    private static async Task<JsonObject> Show(StaffBrowser reviewer, string lead)
    {
        using var answer = await reviewer.Get($"/api/v1/triage/leads/{lead}");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<T> Until<T>(Func<Task<T?>> look)
        where T : class
    {
        for (var times = 0; times < 300; times++)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("It did not come about.");
    }
}
