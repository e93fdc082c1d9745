using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TipIntake.Platform;

namespace TipIntake.UnitTests.Platform;

public sealed class RefusalsTests
{
    private static readonly Refusal[] All =
    [
        .. typeof(Refusals).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(Refusal))
            .Select(f => (Refusal)f.GetValue(null)!),
    ];

    [Fact]
    public void The_list_of_errors_and_the_code_say_the_same()
    {
        var listed = CheckedIn.Table("infra/docs/errors.md", "## Codes").Select(r => (CheckedIn.Codes(r[0]).Single(), r[1])).Order();

        Assert.Equal(All.Select(r => (r.Code, r.Status.ToString(CultureInfo.InvariantCulture))).Order(), listed);
    }

    [Fact]
    public void Every_code_stands_once_and_in_the_usual_spelling()
    {
        Assert.InRange(All.Length, 30, int.MaxValue);
        Assert.Equal(All.Length, All.DistinctBy(r => r.Code, StringComparer.Ordinal).Count());
        Assert.All(All, r => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", r.Code));
        Assert.All(All, r => Assert.InRange(r.Status, 400, 504));
        Assert.All(All.Where(r => r.Status is 429 or >= 503), r => Assert.NotNull(r.RetryAfter));
    }

    [Fact]
    public void A_status_without_words_gets_a_code_of_the_same_status()
    {
        var known = Enumerable.Range(400, 200).Select(s => (Status: s, Refusal: Refusals.ForStatus(s))).Where(f => f.Refusal is not null).ToArray();

        Assert.InRange(known.Length, 10, 200);
        Assert.All(known, f => Assert.Equal(f.Status, f.Refusal!.Status));
    }

    [Fact]
    public async Task A_problem_says_what_it_is_and_nothing_else()
    {
        var (context, body) = await Answer(Refusals.ObjectClosed);

        Assert.Equal(410, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        Assert.Equal("en", context.Response.Headers.ContentLanguage);
        Assert.Equal("type title status code", string.Join(' ', body.EnumerateObject().Select(m => m.Name)));
        Assert.Equal("urn:tipintake:problem:object-closed", body.GetProperty("type").GetString());
        Assert.Equal(410, body.GetProperty("status").GetInt32());
        Assert.Equal("object-closed", body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_validation_problem_also_lists_fields_with_sentences_and_codes()
    {
        var fields = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["text"] = ["Too short."] };

        var (_, body) = await Answer(Refusals.ValidationFailed with { Errors = fields, FieldCodes = fields });

        Assert.Equal("type title status code errors codes", string.Join(' ', body.EnumerateObject().Select(m => m.Name)));
        Assert.Equal("Too short.", body.GetProperty("errors").GetProperty("text")[0].GetString());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(60, 60, 72)]
    [InlineData(0.2, 1, 1)]
    [InlineData(90_000_000, 86_400, 103_680)]
    public async Task Those_who_are_sent_away_are_told_different_times(double seconds, int least, int most)
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < 300; i++)
        {
            var (context, _) = await Answer(Refusals.InboxFull with { RetryAfter = TimeSpan.FromSeconds(seconds) });
            seen.Add(int.Parse(context.Response.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture));
        }

        Assert.All(seen, s => Assert.InRange(s, least, most));
        Assert.Equal(most > least, seen.Count > 5);
    }

    [Fact]
    public async Task Without_a_time_there_is_no_retry_header()
    {
        var (context, _) = await Answer(Refusals.NotFound);

        Assert.False(context.Response.Headers.ContainsKey("Retry-After"));
    }

    [Fact]
    public void An_outcome_is_a_value_or_a_refusal()
    {
        Outcome<int> good = 7;
        Outcome<int> bad = Refusals.NotFound;

        Assert.Equal(7, good.Value);
        Assert.Null(good.Refusal);
        Assert.True(bad.IsRefused);
        Assert.Throws<InvalidOperationException>(() => bad.Value);
    }

    private static async Task<(HttpContext Context, JsonElement Body)> Answer(Refusal refusal)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        await refusal.ToProblem().ExecuteAsync(context);

        context.Response.Body.Position = 0;
        using var body = await JsonDocument.ParseAsync(context.Response.Body);
        Assert.Equal(context.Response.Body.Length, context.Response.ContentLength);
        return (context, body.RootElement.Clone());
    }
}
