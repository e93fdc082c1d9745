using System.Net;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>Whoever takes a tip back and then sends the old page again, by reload or Back, is told the truth and stores nothing.</summary>
public sealed class TakenBackTests(TipIntakeApp app)
{
    [Fact]
    public async Task The_old_page_sent_again_stores_nothing_and_shows_no_word_of_it()
    {
        var reference = await app.HasOpenObject();
        (string, string)[] typed = [("key", TipRequests.NewKey()), ("text", "It hung in a hotel by the harbour")];
        var sent = await app.Visitor.SendForm($"/en/objects/{reference}", typed);
        var withdrawal = await app.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt = sent.Receipt() });

        var again = await app.Visitor.SendForm($"/en/objects/{reference}", typed);

        Assert.Equal(HttpStatusCode.NoContent, withdrawal.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("You took this tip back", again.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("harbour", again.Body, StringComparison.Ordinal);
        Assert.NotEqual(typed[0].Item2, again.Hidden("key"));
        Assert.DoesNotContain(await app.StoredTips(reference), tip => tip.ContainsKey("text"));
    }

    [Fact]
    public async Task A_closed_object_asks_nobody_to_pass_it_on()
    {
        var reference = await app.Service.HasObject(new ObjectClosed(DateTimeOffset.UnixEpoch, new() { ["en"] = "Identified: thank you." }));

        var page = await app.Visitor.Open($"/en/objects/{reference}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("/poster", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Help by passing it on", page.Body, StringComparison.Ordinal);
    }
}
