using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.TriagePages;

/// <summary>Searching and narrowing the queue: found however it is spelt, said when it cannot be meant, and never unseen.</summary>
public sealed class SearchTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_country_or_a_language_is_found_in_small_and_in_large_letters()
    {
        var reference = await HasLead(app.Service, "Sold in Faro.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        foreach (var filter in (string[])["country=pt", "country=PT", "language=PT", "language=pt", "language=pt-br", "language=pt-BR"])
        {
            Assert.True((await reviewer.Queue($"object={reference}&{filter}")).Count == 1, filter);
        }

        Assert.Empty(await reviewer.Queue($"object={reference}&language=es"));
    }

    [Theory]
    [InlineData("country=zz", "country", "Please choose one of the countries on offer.")]
    [InlineData("language=polish", "language", "Please give the language as a tag such as pt or pt-BR.")]
    [InlineData("search=a", "search", "Please write at least 2 characters.")]
    [InlineData("search=!", "search", "Please write at least 2 characters.")]
    public async Task What_is_no_country_no_language_and_no_word_is_said_at_its_field(string filter, string field, string says)
    {
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        using var answer = await reviewer.Get($"/api/v1/triage/queue?{filter}");
        using var page = await reviewer.Get($"/triage?{filter}", "text/html");
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(says, (string?)problem!["errors"]![field]![0]);
        Assert.Contains($"""<span class="fault" id="{field}-fault">{says}</span>""", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_letter_is_a_word_of_its_own_and_no_beginning_and_one_character_is_enough_where_words_are_not_apart()
    {
        var reference = await HasLead(app.Service, "Model B of the shop 東京 in Faro.");
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        Assert.Single(await reviewer.Queue($"object={reference}&search=model b"));
        Assert.Empty(await reviewer.Queue($"object={reference}&search=model f"));
        Assert.Single(await reviewer.Queue($"object={reference}&search=fa"));
        Assert.Single(await reviewer.Queue($"object={reference}&search=東"));
    }

    [Fact]
    public async Task A_search_stands_in_the_trail_without_its_words_and_counts_as_a_reading()
    {
        await using var service = await app.Another("searches", ("Staff:ReadsPerHour", "3"));
        var reference = await HasLead(service, "Sold in Faro.");
        using var reviewer = await StaffBrowser.As("reviewer", service);

        await reviewer.Queue($"object={reference}");
        await reviewer.Queue($"object={reference}&search=Faro market");
        await reviewer.Queue("search=Faro");
        using var next = await reviewer.Post($"/triage?object={reference}&search=Faro", StaffBrowser.Form());
        using var refused = await reviewer.Get($"/api/v1/triage/queue?object={reference}&search=Faro");
        using var without = await reviewer.Get($"/api/v1/triage/queue?object={reference}");
        using var lead = await reviewer.Get($"/api/v1/triage/leads/{reference}.1");
        using var again = await reviewer.Post($"/triage?object={reference}&search=Faro", StaffBrowser.Form());

        Assert.StartsWith($"/triage/leads/{reference}.1", next.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden), (refused.StatusCode, without.StatusCode, lead.StatusCode));
        Assert.Contains("end=true", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(2L, await Count(service, $"act = 'triage-searched' and subject = 'object:{reference}'"));
        Assert.Equal(1L, await Count(service, "act = 'triage-searched' and subject = 'queue'"));
        Assert.Equal(1L, await Count(service, """act = 'triage-searched' and details = '[["words","2"]]'"""));
        Assert.Equal(0L, await Count(service, "details ilike '%faro%' or subject ilike '%faro%'"));
    }

    [Fact]
    public async Task A_page_of_tips_counts_as_many_readings_as_it_shows_tips()
    {
        await using var service = await app.Another("tipscounted", ("Staff:ReadsPerHour", "4"), ("Staff:UnusualReadsPerDay", "5"));
        var reference = await HasLead(service, "They were sold at the summer market by the river every year.", 3);
        using var reviewer = await StaffBrowser.As("reviewer", service);

        using var first = await reviewer.Get($"/api/v1/triage/leads/{reference}.1");
        var before = await Count(service, "act = 'reading-unusual'");
        using var second = await reviewer.Get($"/api/v1/triage/leads/{reference}.1");
        using var third = await reviewer.Get($"/api/v1/triage/leads/{reference}.1");

        Assert.Equal(3, (await first.Content.ReadFromJsonAsync<JsonObject>())!["tips"]!.AsArray().Count);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.Equal((0L, 1L), (before, await Count(service, "act = 'reading-unusual'")));
    }

    private static async Task<string> HasLead(RunningService service, string text, int tips = 1)
    {
        var reference = await service.HasObject();
        for (var i = 0; i < tips; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text, country = "PT", language = "pt-BR" })).Status);
        }

        await service.HasPlaced(reference, tips);
        return reference;
    }

    private static async Task<long> Count(RunningService service, string condition)
    {
        await using var command = ((TipIntake.Storage.DatabaseConnections)service.Services.GetService(typeof(TipIntake.Storage.DatabaseConnections))!).Application
            .CreateCommand($"select count(*) from tipintake.audit_entries where {condition}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
