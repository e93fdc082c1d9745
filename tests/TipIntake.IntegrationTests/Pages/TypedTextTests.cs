using System.Net;
using System.Text;
using TipIntake.IntegrationTests.Harness;
using TipIntake.UnitTests.Platform;

namespace TipIntake.IntegrationTests.Pages;

/// <summary>What people type into the form is text: on the page letter for letter, and nowhere in a log.</summary>
public sealed class TypedTextTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("</textarea><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("{{7*7}} @Model ${1+1} <!--")]
    [InlineData("\nA line break first")]
    [InlineData("‮txt.exe‬ \u0000 \u001b[31m")]
    public async Task Hostile_text_comes_back_as_text(string text)
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.Tell(reference, ("text", text), ("link", text), ("contact", text));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("<script>alert", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", answer.Body, StringComparison.Ordinal);
        Assert.Contains($">\n{text.Replace("\r\n", "\n", StringComparison.Ordinal)}</textarea>", answer.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_was_typed_comes_back_letter_for_letter()
    {
        var reference = await app.HasOpenObject();

        var usual = await app.Visitor.SendForm($"/en/objects/{reference}", ("key", ""), ("text", "A bag"));

        Assert.NotEmpty(NaughtyStrings.All);
        await Parallel.ForEachAsync(NaughtyStrings.All, async (naughty, _) =>
        {
            // Half a letter cannot be sent at all.
            var typed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(naughty.Text));
            var answer = await app.Visitor.SendForm($"/en/objects/{reference}", ("key", ""), ("text", typed), ("contact", typed));

            Assert.Contains($">\n{typed}</textarea>", answer.Shown(), StringComparison.Ordinal);
            Assert.Equal(usual.Body.Split("<script").Length, answer.Body.Split("<script").Length);
            Assert.Equal(1, answer.Body.Split("</textarea").Length - 1);
        });
    }

    [Fact]
    public async Task No_log_line_holds_what_was_typed_into_a_form()
    {
        const string secret = "typed-into-a-form";
        var reference = await app.HasOpenObject();

        var sent = await app.Visitor.Tell(reference, ("text", secret), ("contact", secret), ("place", secret));
        await app.Visitor.Tell(reference, ("text", secret), ("country", secret));
        await app.Visitor.SendForm($"/en/objects/{reference}", ("key", ""), ("text", secret));
        await app.Visitor.SendForm("/en/receipt", ("receipt", sent.Receipt()), ("step", "Add"), ("key", TipRequests.NewKey()), ("text", secret));
        await app.Visitor.SendForm("/en/receipt", ("receipt", sent.Receipt()), ("step", "Withdraw"));

        Assert.Equal(29, sent.Receipt().Length);
        Assert.DoesNotContain(app.Service.Log.All, line => line.Contains(secret, StringComparison.Ordinal) || line.Contains(sent.Receipt(), StringComparison.Ordinal));
    }
}
