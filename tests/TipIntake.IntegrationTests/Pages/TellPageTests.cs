using System.Net;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Pages;

public sealed class TellPageTests(TipIntakeApp app)
{
    /// <summary>Every field of the form, each with a value that no other field has.</summary>
    private static readonly (string Name, string Value)[] Everything =
    [
        ("text", "A bag from a chemist's\r\nwith <b>& \"marks\"</b>"), ("country", "PT"), ("place", "Faro & Olhão"), ("period", "summer '13"),
        ("link", "https://example.org/?a=1&b=2"), ("basis", "owns-it"), ("contact", "me <me@example.org>"), ("disclosure", "true"),
    ];

    [Fact]
    public async Task A_tip_goes_in_through_the_form_and_its_receipt_comes_out()
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.SendForm($"/de/objects/{reference}", [("key", TipRequests.NewKey()), .. Everything]);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        var tip = Assert.Single(await app.StoredTips(reference));
        Assert.Equal("A bag from a chemist's\nwith <b>& \"marks\"</b>", (string?)tip["text"]);
        Assert.Equal("de", (string?)tip["language"]);
        Assert.True((bool?)tip["disclosure"]);
        Assert.Equal(["PT", "Faro & Olhão", "summer '13", "https://example.org/?a=1&b=2"], new[] { "country", "place", "period", "link" }.Select(name => (string?)tip[name]));
        var status = await app.Visitor.PostJson("/api/v1/receipts/status", new { receipt = answer.Receipt() });
        Assert.Equal(reference, status["object"]);
    }

    [Fact]
    public async Task Sending_again_shows_the_same_receipt_and_stores_one_tip()
    {
        var reference = await app.HasOpenObject();
        var key = ("key", TipRequests.NewKey());

        var first = await app.Visitor.SendForm($"/en/objects/{reference}", [key, .. Everything]);
        var second = await app.Visitor.SendForm($"/en/objects/{reference}", [key, .. Everything]);

        Assert.Equal(29, first.Receipt().Length);
        Assert.Equal(first.Body, second.Body);
        Assert.Single(await app.StoredTips(reference));
    }

    [Fact]
    public async Task What_was_changed_after_it_was_sent_comes_back_with_a_new_key()
    {
        var reference = await app.HasOpenObject();
        var key = TipRequests.NewKey();
        await app.Visitor.SendForm($"/en/objects/{reference}", ("key", key), ("text", "The first words"));

        var changed = await app.Visitor.SendForm($"/en/objects/{reference}", [("key", key), .. Everything]);

        AssertFormStillHolds(changed, HttpStatusCode.UnprocessableEntity, "You have already sent something from this page");
        Assert.NotEqual(key, changed.Hidden("key"));
        var again = await app.Visitor.SendForm($"/en/objects/{reference}", [("key", changed.Hidden("key")), .. Everything]);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(2, (await app.StoredTips(reference)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("(fresh-key-of-the-form)")]
    public async Task A_form_without_a_usable_key_comes_back_with_one(string key)
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.SendForm($"/en/objects/{reference}", [("key", key), .. Everything]);

        AssertFormStillHolds(answer, HttpStatusCode.BadRequest, "This page had become too old");
        var again = await app.Visitor.SendForm($"/en/objects/{reference}", [("key", answer.Hidden("key")), .. Everything]);
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [Fact]
    public async Task Each_wrong_field_is_named_beside_it_and_at_the_top()
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.Tell(
            reference, ("text", "x"), ("country", "XX"), ("place", new string('p', 201)), ("period", new string('d', 201)), ("link", "javascript:alert(1)"), ("basis", "magic"), ("contact", new string('c', 201)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.All(["text", "place", "period", "link", "contact"], field =>
        {
            Assert.Contains($"""aria-describedby="{field}-why {field}-fault" aria-invalid="true" """.TrimEnd(), answer.Body, StringComparison.Ordinal);
            Assert.Contains($"""<p class="fault" id="{field}-fault">""", answer.Body, StringComparison.Ordinal);
        });
        Assert.All(["text", "country", "place", "period", "link", "basis", "contact"], field => Assert.Contains($"""<li><a href="#{field}">""", answer.Body, StringComparison.Ordinal));
        Assert.Contains("""role="alert" tabindex="-1" autofocus""", answer.Body, StringComparison.Ordinal);
        Assert.Empty(await app.StoredTips(reference));
    }

    [Fact]
    public async Task A_text_that_is_far_too_long_comes_back_whole()
    {
        var reference = await app.HasOpenObject();
        var text = string.Concat(Enumerable.Repeat("four words or more ", 6_000));

        var answer = await app.Visitor.Tell(reference, ("text", text));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(text, answer.Shown(), StringComparison.Ordinal);
        Assert.Contains("Please use at most 4000 characters.", answer.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_anybody_types_is_answered_with_a_page()
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.Tell(reference, ("text", new string('x', 140_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("That was too much at once", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_for_an_object_that_closed_meanwhile_is_not_lost()
    {
        var reference = await app.Service.HasObject(new ObjectClosed(DateTimeOffset.UnixEpoch, []));

        var answer = await app.Visitor.Tell(reference, Everything);

        AssertFormStillHolds(answer, HttpStatusCode.Gone, "tips are no longer needed");
        Assert.DoesNotContain(">Send<", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_for_an_object_that_is_gone_is_not_lost()
    {
        var answer = await app.Visitor.Tell("OBJ-1999-0001", Everything);

        AssertFormStillHolds(answer, HttpStatusCode.NotFound, "we do not find this thing");
    }

    [Fact]
    public async Task In_another_language_everything_stands_in_the_form_and_nothing_is_stored()
    {
        var reference = await app.HasOpenObject();
        var key = TipRequests.NewKey();

        var page = await app.Visitor.SendForm($"/de/objects/{reference}", [("key", key), .. Everything, ("again", "de")]);

        AssertFormStillHolds(page, HttpStatusCode.OK, "Was wissen Sie darüber?");
        Assert.Equal(key, page.Hidden("key"));
        Assert.DoesNotContain("id=\"trouble\"", page.Body, StringComparison.Ordinal);
        Assert.Empty(await app.StoredTips(reference));
    }

    [Theory]
    [InlineData("cross-site", null)]
    [InlineData("same-site", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task A_form_sent_by_another_site_is_not_taken(string? site, string? origin)
    {
        var reference = await app.HasOpenObject();

        var answer = await app.Visitor.SendForm($"/en/objects/{reference}", request => Come(request, site, origin), [("key", TipRequests.NewKey()), .. Everything]);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("This came from another website", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Faro", answer.Body, StringComparison.Ordinal);
        Assert.Empty(await app.StoredTips(reference));
    }

    [Fact]
    public async Task An_older_browser_that_says_less_gets_through()
    {
        var reference = await app.HasOpenObject();
        var here = app.Visitor.BaseAddress!.GetLeftPart(UriPartial.Authority);

        Assert.All(await Task.WhenAll(new[] { null, here }.Select(origin => app.Visitor.SendForm(
            $"/en/objects/{reference}", request => Come(request, null, origin), ("key", TipRequests.NewKey()), ("text", "I have one")))), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task The_form_names_who_reads_and_who_may_open_a_contact()
    {
        await using var service = await app.Another("tipintake", ("Operator:Name", "Force & Sons"));
        var reference = await service.HasObject();

        var page = await service.Visitor.Open($"/en/objects/{reference}");

        Assert.Contains("Vetted staff of Force & Sons read what you wrote.", page.Shown(), StringComparison.Ordinal);
        Assert.Contains("specially vetted staff of Force & Sons can open it", page.Shown(), StringComparison.Ordinal);
        Assert.DoesNotContain("fficers", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tip_is_sent_to_the_address_where_one_only_looks()
    {
        var reference = await app.HasOpenObject();

        var page = await app.Visitor.Open($"/fr/objects/{reference}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains($"action=\"/fr/objects/{reference}\"", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_on_the_way_sets_a_cookie()
    {
        var reference = await app.HasOpenObject();

        Answer[] answers =
        [
            await app.Visitor.Open($"/en/objects/{reference}"), await app.Visitor.Tell(reference, Everything), await app.Visitor.Tell(reference, ("text", "x")),
            await app.Visitor.Open("/en/receipt"), await app.Visitor.SendForm("/en/receipt", ("receipt", "hello")), await app.Visitor.Open("/en/help"), await app.Visitor.Open("/en/leave"),
        ];

        Assert.DoesNotContain(answers, answer => answer.Headers.ContainsKey("Set-Cookie"));
    }

    private static void Come(HttpRequestMessage request, string? site, string? origin)
    {
        request.Headers.Remove("Sec-Fetch-Site");
        request.Headers.Add("Sec-Fetch-Site", site is null ? [] : [site]);
        request.Headers.TryAddWithoutValidation("Origin", origin is null ? [] : [origin]);
    }

    internal static void AssertFormStillHolds(Answer page, HttpStatusCode status, string words)
    {
        Assert.Equal(status, page.Status);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        Assert.Contains(words, page.Shown(), StringComparison.Ordinal);
        Assert.All(Everything.Where(field => field.Name is not ("text" or "country" or "basis" or "disclosure")), field => Assert.Contains($"value=\"{field.Value}\"", page.Shown(), StringComparison.Ordinal));
        Assert.Contains(">\n" + Everything[0].Value, page.Shown(), StringComparison.Ordinal);
        Assert.Contains("""<option value="PT" selected="selected">""", page.Body, StringComparison.Ordinal);
        Assert.Contains("""value="owns-it" checked="checked" """.TrimEnd(), page.Body, StringComparison.Ordinal);
        Assert.Contains("""name="disclosure" value="true" checked="checked" """.TrimEnd(), page.Body, StringComparison.Ordinal);
    }
}
