using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>A lead with more tips than are looked through again when some of them go.</summary>
public sealed class LargeLeadTests(TipIntakeApp app)
{
    private const int Copies = 520;

    [Fact]
    public async Task A_large_lead_counts_right_when_tips_are_split_off()
    {
        var (reference, tips) = await HasCopies();
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        using var answer = await reviewer.PostJson($"/api/v1/triage/leads/{reference}.1/split", new { tips = tips.Take(2).Select(tip => tip.Id) });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal([2, Copies - 2], (await app.Service.HasPlaced(reference, Copies)).Select(lead => (int)lead["tips"]!).Order());
    }

    [Fact]
    public async Task A_large_lead_stays_as_long_as_one_of_its_tips_was_not_withdrawn()
    {
        var (reference, tips) = await HasCopies();

        await Withdraw(tips[..510]);
        var left = await app.Service.HasPlaced(reference, Copies - 510);
        await Withdraw(tips[510..]);

        Assert.Equal($"{reference}.1", (string?)Assert.Single(left)["id"]);
        Assert.Empty(await app.Service.HasPlaced(reference, 0));
        Assert.Equal(0L, await app.CountRows($"select count(*) from tipintake.lead_wordings where lead like '{reference}.%'"));
    }

    [Fact]
    public async Task When_the_first_tip_goes_the_lead_is_found_by_what_is_left_of_it()
    {
        var reference = await app.HasOpenObject();
        var receipt = (await app.Service.Visitor.SendTip(reference, new { text = "Handed out by the savings bank of Oberhof to every child that opened an account in 1998." }))["receipt"]!;
        await app.Service.Visitor.SendTip(reference, new { text = "Handed out by the savings bank of Oberhof to every child that opened an account in 1998!! Please share" });
        await app.Service.HasPlaced(reference, 2);
        var before = await Keys(reference);

        await app.Service.Visitor.PostJson("/api/v1/receipts/withdrawal", new { receipt });
        Assert.Single(await app.Service.HasPlaced(reference, 1));

        Assert.NotEqual(before, await Keys(reference));
        Assert.Equal(1L, await app.CountRows($"select count(*) from tipintake.lead_wordings where lead = '{reference}.1'"));
    }

    [Fact]
    public async Task What_is_said_otherwise_stands_on_the_first_page_and_every_tip_on_exactly_one()
    {
        var (reference, tips) = await HasCopies();
        await app.Service.Visitor.SendTip(reference, new { text = "Everybody says that it comes from the big hotel at the lake of Gosau, I worked there." });
        await app.Service.HasPlaced(reference, Copies + 1);
        using var reviewer = await StaffBrowser.As("reviewer", app.Service);

        var (seen, pages, next) = (new List<Guid>(), 0, "");
        do
        {
            using var answer = await reviewer.Get($"/api/v1/triage/leads/{reference}.1{next}");
            var page = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            seen.AddRange(page["tips"]!.AsArray().Select(tip => (Guid)tip!["id"]!));
            next = (string?)page["next"] is { } after ? $"?after={after}" : "";
            pages++;
            if (pages == 1)
            {
                Assert.Equal(TipOrder.MostCompared - 2, (int)page["copies"]![0]!["count"]!);
            }
        }
        while (next.Length > 0);

        Assert.Equal(27, pages);
        Assert.Equal(Copies + 1, seen.Distinct().Count());
        Assert.Equal(Copies + 1, seen.Count);
        Assert.Equal(tips[0].Id, seen[0]);
        Assert.DoesNotContain(seen[1], tips.Select(tip => tip.Id));
    }

    private async Task<string> Keys(string reference)
    {
        await using var source = app.Database.Superuser("tipintake");
        await using var command = source.CreateCommand($"select string_agg(key::text, ' ' order by key) from tipintake.wording_keys where lead = '{reference}.1'");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<(string Reference, Tip[] Tips)> HasCopies()
    {
        var reference = await app.HasOpenObject();
        var now = TimeProvider.System.GetUtcNow();
        Tip[] tips = [.. Enumerable.Range(0, Copies).Select(number => new Tip
        {
            Id = Guid.NewGuid(), Object = reference, ReceivedAt = now.AddSeconds(number - 400), Lane = Lane.First, Key = 1, Form = 1, Text = "Everybody says that it comes from the big hotel at the lake of Gosau.",
        })];
        await Store.BulkInsertDocumentsAsync([TipNews.Of(TipNewsKind.Arrived, Lane.First, [.. tips.Select(tip => tip.Id)], now), .. tips.Cast<object>()]);
        Assert.Single(await app.Service.HasPlaced(reference, Copies));
        return (reference, tips);
    }

    private async Task Withdraw(Tip[] tips)
    {
        await using var session = Store.LightweightSession();
        session.Update(tips.Select(tip => tip.Emptied(tip.ReceivedAt)).ToArray());
        session.Insert(TipNews.Of(TipNewsKind.Withdrawn, Lane.First, [.. tips.Select(tip => tip.Id)], TimeProvider.System.GetUtcNow()));
        await session.SaveChangesAsync();
    }

    private IDocumentStore Store => app.Service.Services.GetRequiredService<IDocumentStore>();
}
