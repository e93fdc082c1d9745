using Microsoft.AspNetCore.Http;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.UnitTests.Tips;

public sealed class IdempotencyKeyTests
{
    [Theory]
    [InlineData("8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [InlineData("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
    [InlineData("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa")]
    public void A_key_is_taken_with_or_without_quotes(string header, string key) =>
        Assert.Equal(key, Of(header).Value);

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a key with blanks in it")]
    [InlineData("\"half-quoted-key-of-some-length")]
    [InlineData("schlüssel-mit-umlaut-drin")]
    public void Any_other_form_is_refused(string header) =>
        Assert.Equal("idempotency-key-malformed", Of(header).Refusal?.Code);

    [Fact]
    public void A_key_longer_than_the_limit_is_refused() =>
        Assert.True(Of(new string('a', IdempotencyKey.Longest + 1)).IsRefused);

    [Fact]
    public void Two_keys_are_refused()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[IdempotencyKey.Header] = new[] { "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb" };

        Assert.True(IdempotencyKey.Of(context.Request).IsRefused);
    }

    [Fact]
    public void Without_the_header_every_request_gets_a_key_of_its_own()
    {
        var context = new DefaultHttpContext();

        Assert.False(string.Equals(IdempotencyKey.Of(context.Request).Value, IdempotencyKey.Of(context.Request).Value, StringComparison.Ordinal));
    }

    private static Outcome<string> Of(string header)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[IdempotencyKey.Header] = header;
        return IdempotencyKey.Of(context.Request);
    }
}
