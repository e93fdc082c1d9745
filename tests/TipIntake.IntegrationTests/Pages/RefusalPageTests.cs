using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Storage;

namespace TipIntake.IntegrationTests.Pages;

public sealed class RefusalPageTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("/de/nowhere", HttpStatusCode.NotFound, "de")]
    [InlineData("/nowhere/<script>", HttpStatusCode.NotFound, "en")]
    [InlineData("/ar/objects/OBJ-1999-0001", HttpStatusCode.NotFound, "ar")]
    [InlineData("/en/objects/OBJ-1999-0001", HttpStatusCode.NotFound, "en")]
    public async Task A_browser_gets_a_page_in_its_language(string path, HttpStatusCode status, string language)
    {
        var answer = await app.Visitor.Open(path);

        Assert.Equal(status, answer.Status);
        Assert.StartsWith($"""<!DOCTYPE html>{"\n"}<html lang="{language}" """.TrimEnd(), answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("nowhere", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("1999", answer.Body, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Contains("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_gets_a_page_that_leads_on()
    {
        var answer = await app.Visitor.SendForm("/en/leave", ("a", "b"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Contains("This page cannot be opened this way", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/objects/OBJ-1999-0001")]
    [InlineData("/photos/none/1.jpg")]
    [InlineData("/feed/nothing")]
    public async Task What_programs_use_stays_what_programs_read(string path)
    {
        var answer = await app.Visitor.Open(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.NotNull(answer.Code);
    }

    [Fact]
    public async Task Too_many_tips_from_one_place_come_back_to_be_sent_later()
    {
        await using var strict = await Strict(ShippedRules.Limit(ShippedRules.Tips, "1"), ("TipLanes:RefuseAfter", "1"));
        var reference = await strict.HasObject();
        await strict.Visitor.Tell(reference, ("text", "The first"));
        var key = TipRequests.NewKey();

        var refused = await strict.Visitor.SendForm($"/en/objects/{reference}", ("key", key), ("text", "The second"), ("place", "Faro"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.True(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);
        Assert.Contains("Wait a minute, then press Send again", refused.Shown(), StringComparison.Ordinal);
        Assert.Contains("The second</textarea>", refused.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"Faro\"", refused.Body, StringComparison.Ordinal);
        Assert.Equal(key, refused.Hidden("key"));
    }

    [Fact]
    public async Task A_source_has_one_budget_for_both_doors()
    {
        await using var strict = await Strict(ShippedRules.Limit(ShippedRules.Tips, "1"), ShippedRules.Limit(ShippedRules.Receipts, "1"));
        var reference = await strict.HasObject();
        await strict.Visitor.PostWithKey($"/api/v1/objects/{reference}/tips", () => JsonContent.Create(new { text = "by a program" }), TipRequests.NewKey());
        await strict.Visitor.PostWithKey("/api/v1/receipts/status", () => JsonContent.Create(new { receipt = "one" }), TipRequests.NewKey());

        var tip = await strict.Visitor.Tell(reference, ("text", "by hand"));
        var receipt = await strict.Visitor.SendForm("/en/receipt", ("receipt", "two"));

        Assert.Equal(29, tip.Receipt().Length);
        var lanes = await app.Lanes(reference, "tipintake");
        Assert.Equal(("first", "deferred"), (lanes["by a program"], lanes["by hand"]));
        Assert.Equal(HttpStatusCode.TooManyRequests, receipt.Status);
    }

    [Fact]
    public async Task The_longest_tip_that_is_taken_comes_back_whole_too()
    {
        await using var strict = await Strict(ShippedRules.Limit(ShippedRules.Tips, "1"), ("TipLanes:RefuseAfter", "1"));
        var reference = await strict.HasObject();
        await strict.Visitor.Tell(reference, ("text", "The first"));
        var (text, small) = (string.Concat(Enumerable.Repeat("\U0001F9F8", 4_000)), string.Concat(Enumerable.Repeat("\U0001F9F8", 200)));

        var refused = await strict.Visitor.Tell(reference, ("text", text), ("place", small), ("period", small), ("contact", small), ("link", "https://example.org/" + new string('x', 480)));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains(text + "</textarea>", refused.Shown(), StringComparison.Ordinal);
        Assert.Contains($"value=\"{small}\"", refused.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_what_a_flooder_sends_has_a_bound()
    {
        await using var strict = await Strict(ShippedRules.Limit(ShippedRules.Tips, "1"), ("TipLanes:RefuseAfter", "1"));
        var reference = await strict.HasObject();
        await strict.Visitor.Tell(reference, ("text", "The first"));

        var refused = await strict.Visitor.Tell(reference, ("text", new string('x', 66_000)));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("Please wait a minute", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("xxxx", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_site_sent_does_not_become_a_form_of_ours_when_there_is_too_much()
    {
        await using var strict = await Strict(ShippedRules.Limit(ShippedRules.Tips, "1"), ShippedRules.Limit(ShippedRules.Receipts, "1"), ("TipLanes:RefuseAfter", "1"));
        var reference = await strict.HasObject();
        await strict.Visitor.Tell(reference, ("text", "The first"));
        await strict.Visitor.SendForm("/en/receipt", ("receipt", "one"));

        Answer[] refused =
        [
            await strict.Visitor.SendForm($"/en/objects/{reference}", FromElsewhere, ("key", TipRequests.NewKey()), ("text", "Not mine")),
            await strict.Visitor.SendForm("/en/receipt", FromElsewhere, ("receipt", "Not mine"), ("text", "Not mine"), ("step", "Add")),
        ];

        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status));
        Assert.All(refused, answer => Assert.DoesNotContain("Not mine", answer.Body, StringComparison.Ordinal));
        Assert.All(refused, answer => Assert.DoesNotContain("method=\"post\"", answer.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_that_is_tried_too_often_stays_in_its_field()
    {
        await using var strict = await Strict(ShippedRules.Limit(ShippedRules.Receipts, "1"));
        await strict.Visitor.SendForm("/en/receipt", ("receipt", "one"));

        var looked = await strict.Visitor.SendForm("/en/receipt", ("receipt", "two"));
        var refused = await strict.Visitor.SendForm("/en/receipt", ("receipt", "two"), ("step", "Add"), ("text", "And a red zip"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("value=\"two\"", refused.Body, StringComparison.Ordinal);
        Assert.Contains("And a red zip</textarea>", refused.Body, StringComparison.Ordinal);
        Assert.Contains("Wait a minute, then try again.", looked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Not sent", looked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_operator_wrote_for_programs_does_not_cost_a_person_their_text()
    {
        await using var strict = await Strict(
            ShippedRules.Limit(ShippedRules.Tips, "1"), ("TipLanes:RefuseAfter", "1"), ("IpRateLimiting:QuotaExceededResponse:Content", "no"), ("IpRateLimiting:QuotaExceededResponse:ContentType", "text/plain"));
        var reference = await strict.HasObject();
        await strict.Visitor.Tell(reference, ("text", "The first"));

        var refused = await strict.Visitor.Tell(reference, ("text", "The second"));

        Assert.Contains("The second</textarea>", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_database_is_away_the_form_comes_back_whole()
    {
        await using var service = await app.Another($"away{Guid.NewGuid():N}");
        var reference = await service.HasObject();
        await Cut(service);
        var key = TipRequests.NewKey();

        var refused = await service.Visitor.SendForm($"/en/objects/{reference}", ("key", key), ("text", "A bag from a chemist"), ("contact", "me@example.org"));
        var receipt = await service.Visitor.SendForm("/en/receipt", ("receipt", "000000000-000000000-000000000"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
        Assert.Contains("You will not send it twice.", refused.Body, StringComparison.Ordinal);
        Assert.Contains("A bag from a chemist</textarea>", refused.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"me@example.org\"", refused.Body, StringComparison.Ordinal);
        Assert.Equal(key, refused.Hidden("key"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, receipt.Status);
        Assert.Contains("value=\"000000000-000000000-000000000\"", receipt.Body, StringComparison.Ordinal);
    }

    private static void FromElsewhere(HttpRequestMessage request)
    {
        request.Headers.Remove("Sec-Fetch-Site");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
    }

    // As a database that is gone looks to the service: its role may not connect, and those who are connected are thrown out.
    private async Task Cut(RunningService service)
    {
        var name = service.Services.GetRequiredService<IConfiguration>()["ConnectionStrings:TipIntake"]!;
        var database = new NpgsqlConnectionStringBuilder(name).Database!;
        await using var superuser = app.Database.Superuser("tipintake");
        await using var close = superuser.CreateCommand($"alter database {database} with allow_connections false");
        await close.ExecuteNonQueryAsync();

        // Only now, and until none is left: as long as the door is not seen to be shut, connections that are thrown out come back.
        await using var empty = superuser.CreateCommand($"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{database}'");
        while (await empty.ExecuteScalarAsync() is not 0L)
        {
            await Task.Delay(20);
        }

        await service.Services.GetRequiredService<StorageGuard>().Look(CancellationToken.None);
    }

    private Task<RunningService> Strict(params (string Key, string Value)[] settings) =>
        app.Another("tipintake", [("IpRateLimiting:IpWhitelist:0", "192.0.2.1"), ("IpRateLimiting:IpWhitelist:1", "192.0.2.2"), .. settings]);
}
