using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Triage;

namespace TipIntake.IntegrationTests.Triage;

/// <summary>Far more tips than usual for one object: work is asked for on every node, reviewers see it, and it ends by itself.</summary>
public sealed class BurstTests(TipIntakeApp app)
{
    private const int Many = 60;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_burst_asks_for_work_for_its_object_only_and_ends_by_itself()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("bursts", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (flooded, calm) = (await service.HasObject(), await service.HasObject());
        using var reviewer = await StaffBrowser.As("reviewer", service);
        await service.Visitor.SendTip(calm, new { text = "Seen on the quay of Aveiro." });
        await Task.WhenAll(Enumerable.Range(0, Many).Select(number => service.Visitor.SendTip(flooded, new { text = $"Number {number} of many that all say something else {number * 7919}." })));
        await service.HasPlaced(flooded, Many);

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
