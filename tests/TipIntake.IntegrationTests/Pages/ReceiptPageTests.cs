using System.Net;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;

namespace TipIntake.IntegrationTests.Pages;

public sealed class ReceiptPageTests(TipIntakeApp app)
{
    private const string NobodysReceipt = "000000000-000000000-000000000";

    [Theory]
    [InlineData("Withdraw", "withdraw.title")]
    [InlineData("AskToWithdraw", "withdraw.title")]
    [InlineData("Add", "receipt.yours")]
    [InlineData("Look", "receipt.title")]
    public async Task In_another_language_nothing_is_added_and_nothing_is_taken_back(string step, string title)
    {
        var receipt = (await app.Visitor.SendTip(await app.HasOpenObject(), new { text = "I have one" }))["receipt"]!;

        var page = await app.Visitor.SendForm("/de/receipt", ("step", step), ("receipt", receipt), ("key", TipRequests.NewKey()), ("text", "A red <zip>"), ("again", "de"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains($"<h1>{Texts.Page(title, "de")}</h1>", page.Shown(), StringComparison.Ordinal);
        Assert.Equal(step == "Add", page.Shown().Contains("A red <zip></textarea>", StringComparison.Ordinal));
        Assert.Empty((await app.Visitor.PostJson("/api/v1/receipts/status", new { receipt })).Json["messages"]!.AsArray());
    }

    [Fact]
    public async Task The_sender_comes_back_reads_adds_and_takes_it_back()
    {
        var (reference, receipt) = await HasTip();

        var look = await Send(receipt);
        var added = await Send(receipt, ("step", "Add"), ("key", look.Hidden("key")), ("text", "It had a red <zip>"));
        var asked = await Send(receipt, ("step", "AskToWithdraw"));
        var gone = await Send(receipt, ("step", "Withdraw"));

        Assert.All([look, added, asked, gone], page => Assert.Equal((HttpStatusCode.OK, "no-store"), (page.Status, page.Headers["Cache-Control"])));
        Assert.Contains("Received", look.Body, StringComparison.Ordinal);
        Assert.Contains("It had a red &lt;zip&gt;</p>", added.Body, StringComparison.Ordinal);
        Assert.Contains("Do you want to take your tip back?", asked.Body, StringComparison.Ordinal);
        Assert.Contains("It is deleted", gone.Body, StringComparison.Ordinal);
        Assert.Null((string?)Assert.Single(await app.StoredTips(reference))["text"]);
    }

    [Fact]
    public async Task Asking_to_take_it_back_takes_nothing_back_yet()
    {
        var (reference, receipt) = await HasTip();

        await Send(receipt, ("step", "AskToWithdraw"));

        Assert.Equal("My neighbour has one", (string?)Assert.Single(await app.StoredTips(reference))["text"]);
    }

    [Theory]
    [InlineData("Look")]
    [InlineData("Add")]
    [InlineData("AskToWithdraw")]
    [InlineData("Withdraw")]
    public async Task Unknown_and_withdrawn_look_the_same_to_the_byte(string step)
    {
        var (_, receipt) = await HasTip();
        await Send(receipt, ("step", "Withdraw"));
        var key = TipRequests.NewKey();

        var unknown = await Send(NobodysReceipt, ("step", step), ("key", key), ("text", "It had a red zip"));
        var withdrawn = await Send(receipt, ("step", step), ("key", key), ("text", "It had a red zip"));

        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(unknown.Body, withdrawn.Body.Replace(receipt, NobodysReceipt, StringComparison.Ordinal));
        Assert.Equal(unknown.Headers.Keys.Order(StringComparer.Ordinal), withdrawn.Headers.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("hello", "cannot be one of our codes")]
    [InlineData("0TV3XX2K2-XV6Y6Y4GM-RVZW50GVF", "cannot be one of our codes")]
    [InlineData("", "Please give your code")]
    public async Task A_mistyped_code_stays_to_be_corrected(string receipt, string words)
    {
        var answer = await Send(receipt);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(words, answer.Shown(), StringComparison.Ordinal);
        Assert.Contains($"""name="receipt" type="text" value="{receipt}" """.TrimEnd().Replace(" value=\"\"", "", StringComparison.Ordinal), answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_too_long_stays_to_be_shortened()
    {
        var (_, receipt) = await HasTip();
        var text = new string('z', 4_001);

        var answer = await Send(receipt, ("step", "Add"), ("key", TipRequests.NewKey()), ("text", text));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains($"{text}</textarea>", answer.Body, StringComparison.Ordinal);
        Assert.Contains("Please use at most 4000 characters.", answer.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_message_is_asked_for_in_words_of_a_message()
    {
        var (_, receipt) = await HasTip();

        var answer = await Send(receipt, ("step", "Add"), ("key", TipRequests.NewKey()), ("text", "  "));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Please write what you want to tell us.", answer.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_sent_again_with_its_form_stands_once()
    {
        var (_, receipt) = await HasTip();
        var key = TipRequests.NewKey();

        await Send(receipt, ("step", "Add"), ("key", key), ("text", "It had a red zip"));
        await Send(receipt, ("step", "Add"), ("key", key), ("text", "It had a red zip"));
        var other = await Send(receipt, ("step", "Add"), ("key", key), ("text", "Other words"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("Other words</textarea>", other.Body, StringComparison.Ordinal);
        Assert.Equal(2, other.Body.Split("It had a red zip").Length);
        Assert.NotEqual(key, other.Hidden("key"));
    }

    [Fact]
    public async Task The_code_is_in_no_address_and_no_title()
    {
        var (_, receipt) = await HasTip();

        var page = await Send(receipt);

        Assert.DoesNotContain(page.Body.Split(["href=\"", "action=\"", "<title>"], StringSplitOptions.None).Skip(1), part => part.Split('"', '<')[0].Contains(receipt, StringComparison.Ordinal));
        Assert.Contains("<title>TipIntake</title>", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_cannot_use_a_code()
    {
        var (reference, receipt) = await HasTip();

        var answer = await app.Visitor.SendForm("/en/receipt", Elsewhere, ("receipt", receipt), ("step", "Withdraw"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("Nothing was stored, changed or deleted.", answer.Body, StringComparison.Ordinal);
        Assert.NotNull((string?)Assert.Single(await app.StoredTips(reference))["text"]);
    }

    private static void Elsewhere(HttpRequestMessage request)
    {
        request.Headers.Remove("Sec-Fetch-Site");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
    }

    private Task<Answer> Send(string receipt, params (string Name, string Value)[] fields) => app.Visitor.SendForm("/en/receipt", [("receipt", receipt), .. fields]);

    private async Task<(string Reference, string Receipt)> HasTip()
    {
        var reference = await app.HasOpenObject();
        return (reference, (await app.Visitor.Tell(reference, ("text", "My neighbour has one"))).Receipt());
    }
}
