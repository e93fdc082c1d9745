using System.Diagnostics;
using System.Net;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Harness;
using TipIntake.IntegrationTests.LocalPostgres;

namespace TipIntake.IntegrationTests.Catalogue.Workflow;

/// <summary>Two services on one database: what one does, the other shows.</summary>
public sealed class TwoNodesTests(TipIntakeApp app)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_takedown_on_one_node_ends_every_way_to_see_it_on_the_other_within_five_seconds()
    {
        await using var one = await app.Another("deskfirst");
        await using var other = await app.Another("deskfirst");
        using var editor = await DeskWorker.As("editor", one);
        using var publisher = await DeskWorker.As("publisher", one);
        var published = await publisher.Act(await publisher.Act(await editor.Propose(Pictures.Jpeg(800, 600), "A bag that is taken down"), "approval"), "publication", new { });
        var photo = ((string)(await publisher.Show(published.Reference)).Json["photos"]![0]!["urls"]![0]!).Replace("/api/v1/catalogue", "", StringComparison.Ordinal);
        string[] ways = [$"/en/objects/{published.Reference}", $"/api/v1/objects/{published.Reference}", photo];
        string[] lists = ["/api/v1/objects", "/feed/objects.atom", "/feed/objects.json", "/en"];
        await Eventually.Is(async () => (await Seen(other, ways, lists, published.Reference)).Count == ways.Length + lists.Length);

        var clock = Stopwatch.StartNew();
        await publisher.Act(published, "withdrawal", new { reason = "shows-person" });
        await Eventually.Is(async () => (await Seen(other, ways, lists, published.Reference)).Count == 0);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Most);
        TestContext.Current.TestOutputHelper?.WriteLine($"taken down on the other node after {clock.Elapsed.TotalSeconds:F2} s");
    }

    [Fact]
    public async Task What_is_due_is_published_once_whichever_node_looks_and_however_the_clock_jumps()
    {
        var clock = new MovableClock();
        await using var one = await app.Another("deskdue", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await using var other = await app.Another("deskdue", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var editor = await DeskWorker.As("editor", one);
        using var publisher = await DeskWorker.As("publisher", one);
        var approved = await publisher.Act(await editor.Propose(Pictures.Jpeg(640, 480)), "approval");
        var scheduled = await publisher.Act(approved, "publication", new { publishAt = clock.GetUtcNow().AddHours(3) });
        Assert.Equal(("scheduled", 0), (scheduled.State, await Worker(one).PublishDue(CancellationToken.None)));

        clock.Advance(TimeSpan.FromDays(40));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Worker(n % 2 == 0 ? one : other).PublishDue(CancellationToken.None)));
        await Eventually.Is(async () => await Status(one, scheduled.Reference) == ObjectStatus.Published);
        clock.Advance(TimeSpan.FromDays(-39));
        await Worker(other).PublishDue(CancellationToken.None);

        await using var database = app.Database.Superuser("deskdue");
        Assert.Equal(1L, await Count(database, $"select count(*) from tipintake.mt_events where stream_id = '{scheduled.Reference}' and type = 'object_published'"));
        Assert.Equal(1L, await Count(database, $"select count(*) from tipintake.audit_entries where subject = 'object:{scheduled.Reference}' and act = 'object-published' and actor = 'worker:schedule'"));
    }

    private static ScheduleWorker Worker(RunningService service) =>
        service.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ScheduleWorker>().Single();

    private static async Task<ObjectStatus> Status(RunningService service, string reference)
    {
        await using var session = service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return (await session.LoadAsync<TracedObject>(reference))!.Status;
    }

    private static async Task<List<string>> Seen(RunningService node, string[] ways, string[] lists, string reference)
    {
        var seen = new List<string>();
        foreach (var way in ways)
        {
            using var answer = await node.Visitor.GetAsync(new Uri(way, UriKind.Relative));
            seen.AddRange(answer.StatusCode == HttpStatusCode.OK ? [way] : []);
        }

        foreach (var list in lists)
        {
            seen.AddRange((await node.Visitor.GetStringAsync(new Uri(list, UriKind.Relative))).Contains(reference, StringComparison.Ordinal) ? [list] : []);
        }

        return seen;
    }

    private static async Task<long> Count(Npgsql.NpgsqlDataSource database, string query)
    {
        await using var command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
