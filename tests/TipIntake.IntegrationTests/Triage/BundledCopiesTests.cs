using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.IntegrationTests.LocalPostgres;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>While a burst lasts, copies cost little: taken together, written down once, and nothing is reckoned again that is what it was.</summary>
public sealed class BundledCopiesTests(TipIntakeApp app)
{
    private const int Copies = 700;
    private const string Copied = "Handed out by the savings bank of Oberhof to every child that opened an account there in 1998.";

    [Fact]
    public async Task Seven_hundred_copies_are_one_event_and_one_reckoning()
    {
        await using var service = await app.Another("bundles");
        var reference = await HasBurst(service);
        await service.Visitor.SendTip(reference, new { text = Copied });
        await service.HasPlaced(reference, 1);
        using var reckoned = new Counted(service, "tipintake.triage.reckoned");

        // As many news as tips: as if each had come alone.
        await Arrive(service, reference, Copies, together: 1);
        await service.HasPlaced(reference, 1 + Copies);
        var once = (await Events("bundles", reference, "tips_joined"), reckoned.Total);
        await Arrive(service, reference, 200, together: 1);
        var queue = await service.HasPlaced(reference, 1 + Copies + 200);

        Assert.Equal((1L, 1L), once);
        Assert.Equal(2L, await Events("bundles", reference, "tips_joined"));
        // Not twice as many as before: that changes no point.
        Assert.Equal(1L, reckoned.Total);
        Assert.Equal(1 + Copies + 200, (int)Assert.Single(queue)["tips"]!);
    }

    [Fact]
    public async Task A_flood_that_comes_through_the_door_is_written_down_once_a_second_at_most()
    {
        await using var service = await app.Another("bundledflood");
        var (reference, other) = (await HasBurst(service), await service.HasObject());
        await service.Visitor.SendTip(reference, new { text = Copied });
        await service.HasPlaced(reference, 1);
        await Eventually.Is(async () => (bool)(await service.Visitor.GetFromJsonAsync<JsonNode>($"/api/v1/objects/{reference}/challenge"))!["needed"]!);

        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, Copies), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
            Assert.Equal(HttpStatusCode.Created, (await service.Visitor.SendTip(reference, new { text = Copied + (number % 3 == 0 ? " 🙏" : "") })).Status));
        await service.Visitor.SendTip(reference, new { text = "I sewed these in 2011 at Tecelagem Ribeiro in Guimarães; the zip came from a supplier in Porto.", basis = "sold-or-made-it" });
        await service.Visitor.SendTip(other, new { text = "Sold at the Kermesse shop in Vila Nova, summer 2011." });
        var queue = await service.HasPlaced(reference, Copies + 2);
        await service.HasPlaced(other, 1);

        Assert.Equal([1, Copies + 1], queue.Select(lead => (int)lead["tips"]!));
        Assert.InRange(await Events("bundledflood", reference, "tips_joined"), 1, (long)clock.Elapsed.TotalSeconds + 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"{await Events("bundledflood", reference, "tips_joined")} events for {Copies} copies in {clock.Elapsed.TotalSeconds:F1} s");
    }

    [Fact]
    public async Task A_flood_about_one_object_does_not_hold_up_another()
    {
        await using var service = await app.Another("bundledother");
        var (flooded, calm) = (await HasBurst(service), await service.HasObject());

        // Three batches and more of older news, and a single tip behind them.
        await Arrive(service, flooded, 4_000, together: 500, andThen: calm);
        await service.HasPlaced(calm, 1);
        await service.HasPlaced(flooded, 4_000);

        Assert.InRange(await LastEvent("bundledother", calm), 1, await LastEvent("bundledother", flooded) - 1);
    }

    [Fact]
    public async Task What_is_added_to_a_tip_that_still_waits_for_its_bundle_finds_its_lead()
    {
        await using var service = await app.Another("bundledadded");
        var reference = await HasBurst(service);
        var tip = Tip(reference, TimeProvider.System.GetUtcNow());

        await Store(service).BulkInsertDocumentsAsync(
            [tip, TipNews.Of(TipNewsKind.Arrived, Lane.First, [tip.Id], tip.ReceivedAt, bundled: true), TipNews.Of(TipNewsKind.Added, Lane.First, [tip.Id], tip.ReceivedAt)]);
        await service.HasPlaced(reference, 1);

        Assert.Equal(1L, await Count("bundledadded", $"select count(*) from tipintake.leads where object = '{reference}' and tips = 1 and answered"));
    }

    private static async Task<string> HasBurst(RunningService service)
    {
        var reference = await service.HasObject();
        await using var session = Store(service).LightweightSession();
        session.Store(new ObjectBurst(reference, TimeProvider.System.GetUtcNow()));
        await session.SaveChangesAsync();
        return reference;
    }

    private static async Task Arrive(RunningService service, string reference, int count, int together, string? andThen = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        Tip[] tips = [.. Enumerable.Range(0, count).Select(number => Tip(reference, now.AddMilliseconds(number)))];
        var news = tips.Chunk(together).Select(some => TipNews.Of(TipNewsKind.Arrived, Lane.First, [.. some.Select(tip => tip.Id)], now, bundled: true)).ToList();
        Tip[] last = andThen is null ? [] : [Tip(andThen, now)];
        news.AddRange(last.Select(tip => TipNews.Of(TipNewsKind.Arrived, Lane.First, [tip.Id], now.AddSeconds(1))));
        await Store(service).BulkInsertDocumentsAsync([.. tips, .. last, .. news.Cast<object>()]);
    }

    private static Tip Tip(string reference, DateTimeOffset at) => new() { Id = Guid.NewGuid(), Object = reference, ReceivedAt = at, Lane = Lane.First, Key = 1, Form = 1, Text = Copied };

    private Task<long> Events(string database, string reference, string type) =>
        Count(database, $"select count(*) from tipintake.mt_events where stream_id like '{reference}.%' and type = '{type}'");

    private Task<long> LastEvent(string database, string reference) => Count(database, $"select max(seq_id) from tipintake.mt_events where stream_id like '{reference}.%'");

    private async Task<long> Count(string database, string sql)
    {
        await using var source = app.Database.Superuser(database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static IDocumentStore Store(RunningService service) => service.Services.GetRequiredService<IDocumentStore>();
}
