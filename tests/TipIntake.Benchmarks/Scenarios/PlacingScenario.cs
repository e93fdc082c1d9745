using System.Diagnostics;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>How many tips a second get their lead, and how long a page of the queue takes with all of them in it.</summary>
internal sealed class PlacingScenario(Bench bench)
{
    private const string Database = "triage";
    private const int Objects = 10;
    private const int Batch = 200;
    private const int Pages = 300;

    public async Task RunAsync()
    {
        await DevelopmentDatabase.MakeRolesAndDatabase(bench.Cluster.ConnectionString("postgres"), Database, CancellationToken.None);
        await using var service = Build();
        await service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);
        var tips = bench.Options.Stored > 0 ? bench.Options.Stored : 50_000;
        await StoreAsync(service.Services.GetRequiredService<IDocumentStore>(), tips);

        var take = service.Services.GetRequiredService<TakeNews>();
        var watch = Stopwatch.StartNew();
        using (var bar = bench.Progress.Start($"placing {tips:N0} tips", tips))
        {
            while (await IsNewsAsync())
            {
                await take.Run(CancellationToken.None);
                bar.Add(1_000);
            }
        }

        var placed = watch.Elapsed.TotalSeconds;
        watch.Restart();
        while (await take.Run(CancellationToken.None))
        {
            // Prices and suggestions.
        }

        var priced = watch.Elapsed.TotalSeconds;
        var leads = await CountAsync("select count(*) from tipintake.leads");
        Console.WriteLine(FormattableString.Invariant($"\n{tips:N0} tips about {Objects} objects placed in {placed:0.0} s ({tips / placed:N0}/s) in {leads:N0} leads; priced and suggested in {priced:0.0} s more"));
        bench.Report.Add(Goal.Least("12 tips placed in leads", 2_000, tips / placed, "/s"));
        await MeasurePagesAsync(service);
    }

    private async Task MeasurePagesAsync(WebApplication service)
    {
        await using var analyze = bench.Cluster.Database(Database).CreateCommand("vacuum (analyze)");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
        foreach (var (name, filter) in ((string, QueueFilter)[])[("overall", new QueueFilter()), ("of one object", new QueueFilter(Object: Reference(3))), ("with a filter", new QueueFilter(Country: "PT", Basis: "owns-it")), ("searched", new QueueFilter(Search: "gdansk lamp"))])
        {
            await MeasurePages(service, name, filter);
        }
    }

    private async Task MeasurePages(WebApplication service, string name, QueueFilter filter)
    {
        var person = new Person(Guid.CreateVersion7(), [StaffRole.Reviewer], Scope.All, null);
        var (times, cursor) = (new List<double>(), (string?)null);
        for (var page = 0; page < Pages; page++)
        {
            await using var scope = service.Services.CreateAsyncScope();
            var watch = Stopwatch.StartNew();
            var outcome = await scope.ServiceProvider.GetRequiredService<ListLeads>().Run(person, filter, cursor, CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
            cursor = outcome.Value.Next;
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant($"queue {name,-14} {Pages} pages: p50 {times[Pages / 2]:0.0} ms, p99 {times[Pages * 99 / 100]:0.0} ms"));
        bench.Report.Add(Goal.Most($"13 a page of the queue, {name}, p99", 50, times[Pages * 99 / 100], "ms"));
    }

    private WebApplication Build()
    {
        var builder = Program.Builder(["--environment=Development"]);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:TipIntake"] = bench.Cluster.ConnectionString(Database, DatabaseConnections.ApplicationRole),
            ["ConnectionStrings:TipIntakeOwner"] = bench.Cluster.ConnectionString(Database, DatabaseConnections.OwnerRole),
            ["Data:Path"] = bench.Cluster.Folder,
            ["Surfaces:Staff:Url"] = "http://127.0.0.1:0",
            ["Catalogue:Demonstration"] = "false",
        });
        return Program.Build(builder);
    }

    private async Task StoreAsync(IDocumentStore store, long tips)
    {
        using var bar = bench.Progress.Start($"storing {tips:N0} tips", tips);
        var (random, at) = (new Random(1), TimeProvider.System.GetUtcNow().AddDays(-3));
        var bodies = new List<string>();
        for (var number = 0L; number < tips; number += Batch)
        {
            var batch = new List<Tip>();
            for (var i = 0; i < Batch; i++)
            {
                // One in four repeats somebody else's words.
                var body = bodies.Count > 0 && random.Next(4) == 0 ? bodies[random.Next(bodies.Count)] : Load.TipText.Body(random, random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture));
                bodies.Add(body);
                at = at.AddMilliseconds(100);
                batch.Add(Made(JsonNode.Parse(body)!, random.Next(Objects), at));
            }

            await store.BulkInsertDocumentsAsync([TipNews.Of(TipNewsKind.Arrived, Lane.First, [.. batch.Select(tip => tip.Id)], at), .. batch.Cast<object>()]);
            bar.Add(Batch);
        }
    }

    private static Tip Made(JsonNode body, int about, DateTimeOffset at) => new()
    {
        Id = Guid.NewGuid(),
        Object = Reference(about),
        ReceivedAt = at,
        Lane = Lane.First,
        Key = 1,
        Form = 1,
        Text = (string?)body["text"],
        Country = (string?)body["country"],
        Place = (string?)body["place"],
        Period = (string?)body["period"],
        Link = (string?)body["link"],
        Basis = (string?)body["basis"] is { } basis ? BasisNames.All[basis] : null,
        Language = (string?)body["language"],
    };

    private static string Reference(int number) => FormattableString.Invariant($"OBJ-2026-{9000 + number}");

    private Task<bool> IsNewsAsync() => CountAsync("select count(*) from (select from tipintake.mt_doc_tipnews limit 1) n").ContinueWith(count => count.Result > 0, TaskScheduler.Default);

    private async Task<long> CountAsync(string sql)
    {
        await using var command = bench.Cluster.Database(Database).CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
