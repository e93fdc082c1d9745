using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Platform;
using TipIntake.UnitTests.Platform;

namespace TipIntake.IntegrationTests.Tips;

public sealed class HostileInputTests(TipIntakeApp app)
{
    [Fact]
    public async Task Every_malformed_body_gets_its_own_refusal_and_every_good_one_a_receipt()
    {
        var reference = await app.HasOpenObject();

        foreach (var body in JsonCases.Tips)
        {
            var answer = await Post(reference, () => new ByteArrayContent(body.Body), "application/json");

            Assert.True(answer.Code == (body.Code ?? (answer.Status == HttpStatusCode.Created ? null : "validation-failed")), $"{body.Name}: {answer.Status} {answer.Body}");
        }
    }

    [Fact]
    public async Task A_body_that_is_no_tip_is_never_taken_for_one()
    {
        var reference = await app.HasOpenObject();

        foreach (var body in JsonCases.Values)
        {
            var answer = await Post(reference, () => new ByteArrayContent(body.Body), "application/json");

            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{body.Name}: {answer.Status} {answer.Body}");
        }

        Assert.Empty(await app.StoredTips(reference));
    }

    [Fact]
    public async Task Every_naughty_text_is_stored_as_declared_or_named_as_saying_too_little()
    {
        var reference = await app.HasOpenObject();
        var expected = new List<string>();

        foreach (var naughty in NaughtyStrings.All)
        {
            var (clean, _) = HostileText.Clean(naughty.Text);
            var answer = await Post(reference, () => new ByteArrayContent(BodyOf.Escaped(naughty.Text)), "application/json");
            var isTip = HostileText.Length(clean) is >= 2 and <= 4_000 && !clean.EnumerateRunes().All(IsMark);

            Assert.True(answer.Status == (isTip ? HttpStatusCode.Created : HttpStatusCode.BadRequest), $"{naughty.Kind}: {answer.Status} {answer.Body}");
            expected.AddRange(isTip ? [clean] : []);
        }

        var stored = (await app.StoredTips(reference)).Select(tip => (string)tip["text"]!);
        Assert.Equal(expected.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=UTF-8", HttpStatusCode.Created)]
    public async Task Only_plain_json_is_read(string mediaType, HttpStatusCode expected)
    {
        var reference = await app.HasOpenObject();

        var answer = await Post(reference, () => new ByteArrayContent("""{"text":"long enough"}"""u8.ToArray()), mediaType);

        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task A_compressed_body_is_refused_before_it_is_unpacked()
    {
        var reference = await app.HasOpenObject();

        var answer = await Post(reference, () => new ByteArrayContent(new byte[100]) { Headers = { ContentEncoding = { "gzip" } } }, "application/json");

        Assert.Equal("content-encoding-unsupported", answer.Code);
    }

    [Theory]
    [InlineData(65_536, HttpStatusCode.BadRequest)]
    [InlineData(65_537, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_have_64_KiB_and_no_byte_more(int bytes, HttpStatusCode expected)
    {
        var reference = await app.HasOpenObject();
        var body = Encoding.ASCII.GetBytes("{\"text\":\"" + new string('a', bytes - 11) + "\"}");

        var told = await Post(reference, () => new ByteArrayContent(body), "application/json");
        var chunked = await Post(reference, () => new StreamContent(new UnknownLength(body)), "application/json");

        Assert.Equal(bytes, body.Length);
        Assert.Equal(expected, told.Status);
        Assert.Equal(expected, chunked.Status);
    }

    [Fact]
    public async Task Whoever_is_told_that_a_body_is_too_large_is_told_that_the_connection_ends()
    {
        var reference = await app.HasOpenObject();
        using var content = new ByteArrayContent(new byte[100_000]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");

        using var answer = await app.Visitor.PostAsync($"/api/v1/objects/{reference}/tips", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
    }

    // Made anew for each try: what was sent once is gone.
    private Task<Answer> Post(string reference, Func<HttpContent> content, string mediaType) =>
        app.Visitor.PostWithKey($"/api/v1/objects/{reference}/tips", content, TipRequests.NewKey(), request => request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType));

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
