using System.Net;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Tips;

public sealed class ReceiptTests(TipIntakeApp app)
{
    private const string NobodysReceipt = "000000000-000000000-000000000";

    [Fact]
    public async Task The_sender_comes_back_with_the_receipt()
    {
        var (reference, receipt) = await HasTip();

        var status = await app.Visitor.PostJson("/api/v1/receipts/status", new { receipt = receipt.ToLowerInvariant() });

        Assert.Equal(HttpStatusCode.OK, status.Status);
        Assert.Equal("received", status["state"]);
        Assert.Equal(reference, status["object"]);
        Assert.Equal("no-store", status.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task What_was_added_is_there_next_time()
    {
        var (_, receipt) = await HasTip();

        var added = await app.Visitor.PostJson("/api/v1/receipts/messages", new { receipt, text = "It had a red zip" });

        Assert.Equal(HttpStatusCode.Created, added.Status);
        var status = await app.Visitor.PostJson("/api/v1/receipts/status", new { receipt });
        Assert.Equal("It had a red zip", (string?)status.Json["messages"]![0]!["text"]);
        Assert.Equal("sender", (string?)status.Json["messages"]![0]!["from"]);
    }

    [Fact]
    public async Task A_message_sent_again_with_its_key_stands_once()
    {
        var (_, receipt) = await HasTip();
        var key = TipRequests.NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Add(receipt, "It had a red zip", key)));
        var other = await Add(receipt, "Other words", key);

        Assert.Single(answers.Select(a => (a.Status, a.Body)).Distinct());
        Assert.Equal("idempotency-key-reused", other.Code);
        var status = await app.Visitor.PostJson("/api/v1/receipts/status", new { receipt });
        Assert.Single(status.Json["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_withdrawn_tip_loses_every_word_and_keeps_its_count()
    {
        var reference = await app.HasOpenObject();
        var sent = await app.Visitor.SendTip(reference, new { text = "My neighbour has one", place = "Braga", contact = "me@example.org" });
        await app.Visitor.PostJson("/api/v1/receipts/messages", new { receipt = sent["receipt"], text = "On the third floor" });

        var withdrawn = await app.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt = sent["receipt"] });

        Assert.Equal(HttpStatusCode.NoContent, withdrawn.Status);
        var row = Assert.Single(await app.StoredTips(reference));
        Assert.Equal(["form", "id", "key", "lane", "object", "receivedAt", "withdrawnAt"], row.Select(m => m.Key).Order(StringComparer.Ordinal));
        Assert.Equal(0, await app.CountRows($"select count(*) from tipintake.mt_doc_tipmessage where data ->> 'tipId' = '{row["id"]}'"));
        Assert.Equal(0, await app.CountRows($"select count(*) from tipintake.mt_doc_sendercontact where id = '{row["id"]}'"));
    }

    [Fact]
    public async Task A_retry_after_withdrawal_brings_nothing_back()
    {
        var reference = await app.HasOpenObject();
        var key = TipRequests.NewKey();
        var sent = await app.Visitor.SendTip(reference, new { text = "My neighbour has one" }, key);
        await app.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt = sent["receipt"] });

        var again = await app.Visitor.SendTip(reference, new { text = "My neighbour has one" }, key);

        Assert.Equal("tip-taken-back", again.Code);
        Assert.Null((string?)Assert.Single(await app.StoredTips(reference))["text"]);
    }

    [Fact]
    public async Task No_word_outlives_a_withdrawal_that_comes_at_the_same_time()
    {
        var (reference, receipt) = await HasTip();
        var adding = Enumerable.Range(0, 30).Select(i => Add(receipt, $"Message {i}", TipRequests.NewKey())).ToArray();

        var withdrawn = await app.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });
        var answers = await Task.WhenAll(adding);

        Assert.Equal(HttpStatusCode.NoContent, withdrawn.Status);
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created or HttpStatusCode.NotFound, a.Body));
        var id = Assert.Single(await app.StoredTips(reference))["id"];
        Assert.Equal(0, await app.CountRows($"select count(*) from tipintake.mt_doc_tipmessage where data ->> 'tipId' = '{id}'"));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("messages")]
    [InlineData("withdrawal")]
    public async Task Unknown_and_withdrawn_receipts_are_answered_alike(string use)
    {
        var (_, receipt) = await HasTip();
        await app.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });

        var unknown = await Use(use, NobodysReceipt);
        var withdrawn = await Use(use, receipt);

        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(unknown.Status, withdrawn.Status);
        Assert.Equal(unknown.Body, withdrawn.Body);
        Assert.Equal(unknown.Headers.Keys.Order(StringComparer.Ordinal), withdrawn.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("0TV3XX2K2-XV6Y6Y4GM-RVZW50GVF")]
    [InlineData("hello")]
    [InlineData("")]
    public async Task A_mistyped_receipt_is_called_mistyped(string receipt)
    {
        var answer = await Use("status", receipt);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("validation-failed", answer.Code);
    }

    [Fact]
    public async Task A_conversation_has_an_end()
    {
        var (_, receipt) = await HasTip();

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await Add(receipt, $"Message {i}", TipRequests.NewKey())).Status);
        }

        var oneMore = await Add(receipt, "One more", TipRequests.NewKey());
        Assert.Equal("messages-full", oneMore.Code);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("是")]
    [InlineData("?")]
    [InlineData("👍")]
    public async Task One_character_is_an_answer(string text)
    {
        var receipt = (await app.Visitor.SendTip(await app.HasOpenObject(), new { text = "I have one" }))["receipt"];

        var added = await app.Visitor.PostJson("/api/v1/receipts/messages", new { receipt, text });

        Assert.Equal(HttpStatusCode.Created, added.Status);
    }

    [Theory]
    [InlineData(null, "message-missing")]
    [InlineData(" \u200b", "message-missing")]
    [InlineData("\u0301", "message-missing")]
    [InlineData("\u3164", "message-missing")]
    [InlineData("4001", "message-too-long")]
    public async Task A_message_that_says_nothing_or_too_much_is_told_so_as_a_message(string? text, string code)
    {
        var receipt = (await app.Visitor.SendTip(await app.HasOpenObject(), new { text = "I have one" }))["receipt"];

        var added = await app.Visitor.PostJson("/api/v1/receipts/messages", new { receipt, text = text == "4001" ? new string('z', 4_001) : text });

        Assert.Equal("validation-failed", added.Code);
        Assert.Equal(code, (string?)added.Json["codes"]!["text"]![0]);
    }

    private Task<Answer> Use(string use, string receipt) => use == "messages"
        ? app.Visitor.PostJson($"/api/v1/receipts/{use}", new { receipt, text = "long enough" })
        : app.Visitor.PostJson($"/api/v1/receipts/{use}", new { receipt });

    private Task<Answer> Add(string receipt, string text, string key) =>
        app.Visitor.PostWithKey("/api/v1/receipts/messages", () => System.Net.Http.Json.JsonContent.Create(new { receipt, text }), key);

    private async Task<(string Reference, string Receipt)> HasTip()
    {
        var reference = await app.HasOpenObject();
        var sent = await app.Visitor.SendTip(reference, new { text = "My neighbour has one" });
        return (reference, sent["receipt"]!);
    }
}
