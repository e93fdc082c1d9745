using System.Diagnostics;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>How many tips a second get their lead, and how long a page of the queue takes with all of them in it.</summary>
internal sealed class PlacingScenario(Bench bench)
{
    private const string Database = "triage";
    private const int Objects = 10;
    private const int Pages = 300;

    // Placed before anything counts: the compiler works that long.
    private const int WarmUp = 30_000;

    public async Task RunAsync()
    {
        await DevelopmentDatabase.MakeRolesAndDatabase(bench.Cluster.ConnectionString("postgres"), Database, CancellationToken.None);
        await using var service = UnstartedService.Build(bench.Cluster, Database);
        await service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);
        var tips = bench.Options.Stored > 0 ? bench.Options.Stored : 50_000;
        var take = service.Services.GetRequiredService<TakeNews>();
        await PlaceAsync(service, take, WarmUp);
        var placed = await PlaceAsync(service, take, tips);
        var watch = Stopwatch.StartNew();
        var suggest = service.Services.GetRequiredService<SuggestHypotheses>();
        while (await take.Run(CancellationToken.None) || await suggest.Run(CancellationToken.None))
        {
            // Until nothing is left to do.
        }

        var priced = watch.Elapsed.TotalSeconds;
        var leads = await CountAsync("select count(*) from tipintake.leads");
        Console.WriteLine(FormattableString.Invariant($"\n{tips:N0} tips about {Objects} objects placed in {placed:0.0} s ({tips / placed:N0}/s) in {leads:N0} leads; priced and suggested in {priced:0.0} s more"));
        bench.Report.Add(Goal.Least("12 tips placed in leads", 2_000, tips / placed, "/s"));
        await MeasurePagesAsync(service);
    }

    private async Task<double> PlaceAsync(WebApplication service, TakeNews take, long tips)
    {
        await AnnouncedTips.StoreAsync(service.Services.GetRequiredService<IDocumentStore>(), [.. Enumerable.Range(0, Objects).Select(Reference)], tips, bench.Progress);
        using var bar = bench.Progress.Start($"placing {tips:N0} tips", tips);
        var watch = Stopwatch.StartNew();
        while (await IsNewsAsync())
        {
            await take.Run(CancellationToken.None);
            bar.Add(1_000);
        }

        return watch.Elapsed.TotalSeconds;
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

    private static string Reference(int number) => FormattableString.Invariant($"OBJ-2026-{9000 + number}");

    private Task<bool> IsNewsAsync() => CountAsync("select count(*) from (select from tipintake.mt_doc_tipnews limit 1) n").ContinueWith(count => count.Result > 0, TaskScheduler.Default);

    private async Task<long> CountAsync(string sql)
    {
        await using var command = bench.Cluster.Database(Database).CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
