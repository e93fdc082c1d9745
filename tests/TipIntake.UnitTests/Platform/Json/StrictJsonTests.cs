using System.Text;
using Microsoft.AspNetCore.Http;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    public async Task A_json_body_is_read(string contentType)
    {
        var outcome = await Read(Post("""{"text":"a bag"}""", contentType));

        Assert.Null(outcome.Refusal);
        Assert.Equal("a bag", outcome.Value.Value.Text);
        Assert.False(outcome.Value.TextReplaced);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData("application/problem+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf-8; boundary=x")]
    [InlineData("application/json, text/html")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        var context = Post("""{"text":"a bag"}""", contentType);

        var outcome = await Read(context);

        Assert.Equal(Refusals.ContentTypeUnsupported, outcome.Refusal);
        Assert.Equal("application/json", context.Response.Headers.Accept);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity, gzip")]
    [InlineData("made-up")]
    public async Task A_compressed_body_is_refused(string coding)
    {
        var context = Post("""{"text":"a bag"}""");
        context.Request.Headers.ContentEncoding = coding;

        var outcome = await Read(context);

        Assert.Equal(Refusals.ContentEncodingUnsupported, outcome.Refusal);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_before_it_is_read()
    {
        var context = Post("");
        context.Request.ContentLength = StrictJson.MostBytes + 1;
        context.Request.Body = new UnreadableStream();

        var outcome = await Read(context);

        Assert.Equal(Refusals.BodyTooLarge, outcome.Refusal);
    }

    [Theory]
    [InlineData(StrictJson.MostBytes, null)]
    [InlineData(StrictJson.MostBytes + 1, "body-too-large")]
    [InlineData(10 * StrictJson.MostBytes, "body-too-large")]
    public async Task A_body_without_a_length_is_counted(int length, string? code)
    {
        var json = $$"""{"text":"{{new string('a', length - 11)}}"}""";
        var context = Post(json);
        context.Request.ContentLength = null;

        var outcome = await Read(context);

        Assert.Equal(length, json.Length);
        Assert.Equal(code, outcome.Refusal?.Code);
    }

    [Theory]
    [InlineData("""{"text":"a\u0000b"}""", "a\uFFFDb")]
    [InlineData("""{"text":"a\u0007\u009Fb"}""", "a\uFFFD\uFFFDb")]
    [InlineData("""{"text":"\ud83d"}""", "\uFFFD")]
    [InlineData("""{"text":"\uDE00\uD83D"}""", "\uFFFD\uFFFD")]
    [InlineData("""{"text":"\uD83Dx\uDE00"}""", "\uFFFDx\uFFFD")]
    [InlineData("""{"text":"\uD83D\uD83D\uDE00"}""", "\uFFFD😀")]
    public void An_escape_that_cannot_be_stored_is_replaced_and_reported(string json, string expected)
    {
        var outcome = Parse(json);

        Assert.Equal(expected, outcome.Value.Value.Text);
        Assert.True(outcome.Value.TextReplaced);
    }

    [Theory]
    [InlineData("""{"text":"\u000a\u000d\u0009\n\r\t"}""", "\n\r\t\n\r\t")]
    [InlineData("""{"text":"\uD83D\uDE00\ud83d\ude00"}""", "😀😀")]
    [InlineData("""{"text":"\\u0000 \\\\u0000 \\ud800"}""", "\\u0000 \\\\u0000 \\ud800")]
    [InlineData("""{"text":"\uFFFD\u007e\u00a0"}""", "\uFFFD~\u00A0")]
    public void An_escape_that_can_be_stored_stays(string json, string expected)
    {
        var outcome = Parse(json);

        Assert.Equal(expected, outcome.Value.Value.Text);
        Assert.False(outcome.Value.TextReplaced);
    }

    [Fact]
    public void A_context_that_is_not_strict_is_our_own_fault() =>
        Assert.Throws<InvalidOperationException>(() => StrictJson.Parse("{}"u8.ToArray(), LaxJson.Default.SampleTip));

    private static Outcome<StrictBody<SampleTip>> Parse(string json) =>
        StrictJson.Parse(Encoding.UTF8.GetBytes(json), SampleJson.Default.SampleTip);

    private static ValueTask<Outcome<StrictBody<SampleTip>>> Read(HttpContext context) =>
        StrictJson.Read(context, SampleJson.Default.SampleTip);

    private static DefaultHttpContext Post(string body, string? contentType = "application/json")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        context.Request.ContentLength = bytes.Length;
        context.Request.Body = new MemoryStream(bytes);
        return context;
    }

    private sealed class UnreadableStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("This body must not be read.");
    }
}
