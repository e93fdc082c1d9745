using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>Far more tips than usual for one object: work is asked for on every node, reviewers see it, and it ends by itself.</summary>
public sealed class BurstTests(TipIntakeApp app)
{
    private const int Many = 60;

    private static readonly TimeSpan MostToReachOthers = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_burst_asks_for_work_for_its_object_only_and_ends_by_itself()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("bursts", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (flooded, calm) = (await service.HasObject(), await service.HasObject());
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await service.Visitor.SendTip(calm, new { text = "Seen on the quay of Aveiro." });
        await Flood(service, flooded);

        await MinutesPass(service, clock, 2);
        await Asks(service, flooded, needed: true);
        var (during, other) = (await Burst(reviewer, flooded), await Burst(reviewer, calm));
        await Asks(service, calm, needed: false);
        using var queue = await reviewer.Get($"/triage?object={flooded}", "text/html");
        await MinutesPass(service, clock, ArrivalRate.MinutesToCalm + 1);
        await Asks(service, flooded, needed: false);
        // The first session has ended meanwhile.
        using var later = await StaffBrowser.As("reviewer", service);
        var after = await Burst(later, flooded);

        Assert.Equal((true, false, false), ((bool)during["inBurst"]!, (bool)other["inBurst"]!, (bool)after["inBurst"]!));
        Assert.Contains("Far more tips than usual", await queue.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var source = app.Database.Superuser("bursts");
        await using var acts = source.CreateCommand($"select string_agg(act, ' ' order by at) from tipintake.audit_entries where actor = 'worker:bursts' and subject = 'object:{flooded}'");
        Assert.Equal("burst-began burst-ended", await acts.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_burst_that_one_node_sees_asks_for_work_on_the_other_within_seconds_and_ends_there_too()
    {
        var clock = new MovableClock();
        await using var one = await app.Another("burstnodes", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await using var other = await app.Another("burstnodes", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var reference = await one.HasObject();
        await other.Services.GetRequiredService<PublishedCatalogue>().Refresh(TestContext.Current.CancellationToken);
        await Flood(one, reference);

        await MinutesPass(one, clock, 2);
        var raised = Stopwatch.StartNew();
        await Asks(other, reference, needed: true);
        var took = raised.Elapsed;
        await MinutesPass(other, clock, ArrivalRate.MinutesToCalm + 1);
        await Asks(one, reference, needed: false);
        await Asks(other, reference, needed: false);

        Assert.InRange(took, TimeSpan.Zero, MostToReachOthers);
        await using var source = app.Database.Superuser("burstnodes");
        await using var acts = source.CreateCommand($"select string_agg(act, ' ' order by at) from tipintake.audit_entries where actor = 'worker:bursts' and subject = 'object:{reference}'");
        Assert.Equal("burst-began burst-ended", await acts.ExecuteScalarAsync());
    }

    [Fact]
    public async Task After_a_burst_its_leads_say_how_many_copies_there_were()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("burstcopies", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var reference = await service.HasObject();
        await Flood(service, reference);
        await MinutesPass(service, clock, 2);
        await Asks(service, reference, needed: true);
        await Copy(service, reference, 33);
        await service.HasPlaced(reference, Many + 33);
        await Copy(service, reference, 5);
        var during = CopiesSaid(await service.HasPlaced(reference, Many + 38));
        using var reviewer = await StaffBrowser.As("reviewer", service);
        using var queue = await reviewer.Get($"/triage?object={reference}", "text/html");
        using var board = await reviewer.Get($"/triage/objects/{reference}", "text/html");
        string[] pages = [await queue.Content.ReadAsStringAsync(), await board.Content.ReadAsStringAsync()];

        await MinutesPass(service, clock, ArrivalRate.MinutesToCalm + 1);
        var after = CopiesSaid(await service.HasPlaced(reference, Many + 38));

        // More came, but not twice as many: that is worth no work.
        Assert.InRange(during, 32, 33);
        Assert.Equal(38, after);
        Assert.All(pages, page => Assert.Contains($"38 tips in {reference}.", page, StringComparison.Ordinal));
    }

    private static async Task Flood(RunningService service, string reference)
    {
        await Task.WhenAll(Enumerable.Range(0, Many).Select(number => service.Visitor.SendTip(reference, new { text = $"Number {number} of many that all say something else {number * 7919}." })));
        await service.HasPlaced(reference, Many);
    }

    private static Task<Answer[]> Copy(RunningService service, string reference, int copies) =>
        Task.WhenAll(Enumerable.Range(0, copies).Select(_ => service.Visitor.SendTip(reference, new { text = "Handed out by the savings bank of Oberhof to every child there." })));

    private static int CopiesSaid(List<JsonObject> queue) =>
        int.Parse((string)queue.Single(lead => (int)lead["tips"]! == 38)["points"]!.AsArray().Single(point => (string)point!["code"]! == PointCodes.Copies)!["detail"]!, CultureInfo.InvariantCulture);

    private static async Task MinutesPass(RunningService service, MovableClock clock, int minutes)
    {
        clock.Advance(TimeSpan.FromMinutes(minutes));
        await service.Services.GetRequiredService<WatchBursts>().Run(TestContext.Current.CancellationToken);
    }

    private static async Task Asks(RunningService service, string reference, bool needed)
    {
        var until = TimeProvider.System.GetUtcNow() + LongestWait;
        while ((bool)(await service.Visitor.GetFromJsonAsync<JsonNode>($"/api/v1/objects/{reference}/challenge"))!["needed"]! != needed)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < until, $"Whether work is needed is not {needed}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task<JsonNode> Burst(StaffBrowser reviewer, string reference)
    {
        using var answer = await reviewer.Get($"/api/v1/triage/objects/{reference}/burst");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
