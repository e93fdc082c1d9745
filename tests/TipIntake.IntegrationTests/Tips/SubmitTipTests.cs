using System.Net;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Tips;

public sealed class SubmitTipTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_tip_is_on_disk_when_its_receipt_is_shown()
    {
        var reference = await app.HasOpenObject();

        var sent = await app.Visitor.SendTip(reference, new { text = "Sold at the Feira da Ladra in Lisbon", country = "PT", basis = "sold-or-made-it", language = "en" });

        Assert.Equal(HttpStatusCode.Created, sent.Status);
        Assert.Equal("no-store", sent.Headers["Cache-Control"]);
        var stored = Assert.Single(await app.StoredTips(reference));
        Assert.Equal("Sold at the Feira da Ladra in Lisbon", (string?)stored["text"]);
        Assert.Equal("PT", (string?)stored["country"]);
        Assert.Equal("sold-or-made-it", (string?)stored["basis"]);
        Assert.Equal(sent["receivedAt"], (string?)stored["receivedAt"]);
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_receipt_and_one_tip()
    {
        var reference = await app.HasOpenObject();
        var key = TipRequests.NewKey();

        var first = await app.Visitor.SendTip(reference, new { text = "On a market stall" }, key);
        var again = await app.Visitor.SendTip(reference, new { text = "On a market stall" }, key);

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(first.Body, again.Body);
        Assert.Single(await app.StoredTips(reference));
    }

    [Fact]
    public async Task The_same_key_sent_a_hundred_times_at_once_stores_one_tip()
    {
        var reference = await app.HasOpenObject();
        var key = TipRequests.NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Visitor.SendTip(reference, new { text = "All at once" }, key)));

        Assert.Single(answers.Select(a => (a.Status, a.Body)).Distinct());
        Assert.Equal(HttpStatusCode.Created, answers[0].Status);
        Assert.Single(await app.StoredTips(reference));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_and_changes_nothing()
    {
        var reference = await app.HasOpenObject();
        var key = TipRequests.NewKey();
        await app.Visitor.SendTip(reference, new { text = "The first words" }, key);

        var other = await app.Visitor.SendTip(reference, new { text = "Other words" }, key);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal("idempotency-key-reused", other.Code);
        Assert.Equal("The first words", (string?)Assert.Single(await app.StoredTips(reference))["text"]);
    }

    [Fact]
    public async Task Two_bodies_under_one_key_at_the_same_time_never_share_a_receipt()
    {
        var reference = await app.HasOpenObject();
        var key = TipRequests.NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => app.Visitor.SendTip(reference, new { text = $"Body {i % 2}" }, key)));

        var text = (string?)Assert.Single(await app.StoredTips(reference))["text"];
        Assert.Equal(20, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Select((answer, i) => (answer, i)), sent =>
            Assert.Equal(text == $"Body {sent.i % 2}" ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, sent.answer.Status));
    }

    [Fact]
    public async Task Without_a_key_every_request_is_a_tip_of_its_own()
    {
        var reference = await app.HasOpenObject();

        var first = await app.Visitor.PostJson($"/api/v1/objects/{reference}/tips", new { text = "No key" });
        var second = await app.Visitor.PostJson($"/api/v1/objects/{reference}/tips", new { text = "No key" });

        Assert.NotEqual(first["receipt"], second["receipt"]);
        Assert.Equal(2, (await app.StoredTips(reference)).Count);
    }

    [Theory]
    [InlineData("""{"text":"a"}""", "text", "text-too-short")]
    [InlineData("""{"text":"宜"}""", "text", "text-too-short")]
    [InlineData("""{}""", "text", "text-missing")]
    [InlineData("""{"text":"  \u200b "}""", "text", "text-missing")]
    [InlineData("""{"text":"\u0301\ufe0f"}""", "text", "text-missing")]
    [InlineData("""{"text":"\u3164\u2800"}""", "text", "text-missing")]
    [InlineData("""{"text":"long enough","country":"pt"}""", "country", "country-unknown")]
    [InlineData("""{"text":"long enough","country":"ZZ"}""", "country", "country-unknown")]
    [InlineData("""{"text":"long enough","language":"not a tag"}""", "language", "language-malformed")]
    [InlineData("""{"text":"long enough","link":"javascript:alert(1)"}""", "link", "link-not-http")]
    [InlineData("""{"text":"long enough","basis":"heard it"}""", "basis", "basis-unknown")]
    public async Task A_field_that_cannot_be_right_is_named_and_nothing_is_stored(string body, string field, string code)
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.PostText($"/api/v1/objects/{reference}/tips", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("validation-failed", answer.Code);
        Assert.Equal(code, (string?)answer.Json["codes"]![field]![0]);
        Assert.Empty(await app.StoredTips(reference));
    }

    [Theory]
    [InlineData("VW")]
    [InlineData("宜家")]
    [InlineData("🎒🎒")]
    [InlineData("H&M")]
    public async Task A_brand_is_enough(string text)
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.SendTip(reference, new { text });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(text, (string?)Assert.Single(await app.StoredTips(reference))["text"]);
    }

    [Fact]
    public async Task A_link_is_kept_as_it_was_pasted()
    {
        var reference = await app.HasOpenObject();

        await app.Visitor.SendTip(reference, new { text = "This one", link = "  www.shop.example/x " });

        Assert.Equal("www.shop.example/x", (string?)Assert.Single(await app.StoredTips(reference))["link"]);
    }

    [Fact]
    public async Task Every_field_may_be_as_long_as_promised_and_no_longer()
    {
        var reference = await app.HasOpenObject();

        var longest = await app.Visitor.SendTip(reference, new { text = new string('é', 4_000), place = new string('p', 200), period = new string('p', 200) });
        var tooLong = await app.Visitor.SendTip(reference, new { text = new string('é', 4_001), place = new string('p', 201), period = new string('p', 201) });

        Assert.Equal(HttpStatusCode.Created, longest.Status);
        Assert.Equal(["period", "place", "text"], ((JsonObject)tooLong.Json["errors"]!).Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_emoji_counts_as_one_character()
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.SendTip(reference, new { text = string.Concat(Enumerable.Repeat("👜", 4_000)) });

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task An_invisible_character_costs_nobody_their_tip()
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.PostText($"/api/v1/objects/{reference}/tips", """{"text":"A\u0000B \ud800 C"}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var stored = Assert.Single(await app.StoredTips(reference));
        Assert.Equal("A\uFFFDB \uFFFD C", (string?)stored["text"]);
        Assert.True((bool?)stored["textReplaced"]);
    }

    [Fact]
    public async Task An_object_that_nobody_published_has_no_tips()
    {
        var answer = await app.Visitor.SendTip("OBJ-1999-0001", new { text = "long enough" });

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("object-unknown", answer.Code);
    }
}
