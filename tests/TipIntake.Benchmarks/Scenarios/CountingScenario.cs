using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;
using TipIntake.Security.Access;
using TipIntake.Statistics;
using TipIntake.Storage;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>Statistics of two years with millions of tips: counting all of them again, and the questions that are asked, beside asking the tips themselves.</summary>
internal sealed class CountingScenario(Bench bench)
{
    private const string Database = "counting";
    private const int Times = 25;

    /// <summary>What takes long is asked less often.</summary>
    private const double MostMilliseconds = 15_000;

    private static readonly (string Name, StatisticsRequest Question)[] Questions =
    [
        ("all objects by week", new StatisticsRequest("tips_accepted", "object,week")),
        ("all objects by week and decision", new StatisticsRequest("tips_accepted", "object,week,decision")),
        ("useful leads by month", new StatisticsRequest("leads_useful", "month")),
        ("countries by basis", new StatisticsRequest("tips_accepted", "country,basis")),
        ("one object by day", new StatisticsRequest("tips_accepted", "day", "object:OBJ-2026-0050")),
    ];

    public async Task RunAsync()
    {
        await DevelopmentDatabase.MakeRolesAndDatabase(bench.Cluster.ConnectionString("postgres"), Database, CancellationToken.None);
        await using var service = UnstartedService.Build(bench.Cluster, Database);
        await service.Services.GetRequiredService<DatabaseSchema>().Apply(CancellationToken.None);
        var tips = bench.Options.Stored > 0 ? bench.Options.Stored : 5_000_000;
        var appeal = new MadeAppeal(bench.Cluster.Database(Database), bench.Progress);
        await appeal.MakeAsync(tips);

        var first = await RecountAsync(service);
        await appeal.LiveAsync();
        var again = await RecountAsync(service);
        Say($"\n{tips:N0} tips counted for the first time in {first:0.0} s, held against the counts in {again:0.0} s");
        bench.Report.Add(Goal.Most("16 full recount", 60, again, "s"));
        await AskAsync(service);
    }

    private static async Task<double> RecountAsync(WebApplication service)
    {
        var watch = Stopwatch.StartNew();
        var steps = new List<(double At, string Name)>();
        await service.Services.GetRequiredService<Recount>().Run((_, name) => steps.Add((watch.Elapsed.TotalSeconds, name)), CancellationToken.None);
        foreach (var (step, next) in steps.Zip(steps.Skip(1)).Where(pair => pair.Second.At - pair.First.At > 1))
        {
            Say($"    {next.At - step.At,6:0.0} s  {step.Name}");
        }

        return watch.Elapsed.TotalSeconds;
    }

    private async Task AskAsync(WebApplication service)
    {
        var read = service.Services.GetRequiredService<ReadCounts>();
        var week = 0.0;
        foreach (var (name, question) in Questions)
        {
            var (milliseconds, rows) = await MedianAsync(read, question);
            week = week == 0 ? milliseconds : week;
            Say($"    {milliseconds,8:0} ms  {name}: {rows:N0} figures");
        }

        var naive = await NaiveAsync();
        Say($"    {naive,8:0} ms  all objects by week, from the tips themselves ({naive / week:0} times as long)");
        bench.Report.Add(Goal.Most("17 counts of all objects by week", 150, week, "ms"));
    }

    private static async Task<(double Milliseconds, long Rows)> MedianAsync(ReadCounts read, StatisticsRequest question)
    {
        var (times, rows) = (new List<double>(), 0L);
        for (var time = 0; time < Times && times.Sum() < MostMilliseconds; time++)
        {
            var watch = Stopwatch.StartNew();
            await using var table = (await read.Open(question.ToQuery(), Scope.All, CancellationToken.None)).Value;
            rows = 0;
            await foreach (var _ in table.Rows(CancellationToken.None))
            {
                rows++;
            }

            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return (times.Order().ElementAt(times.Count / 2), rows);
    }

    private async Task<double> NaiveAsync()
    {
        await using var command = bench.Cluster.Database(Database).CreateCommand(
            "select data ->> 'object', date_trunc('week', (data ->> 'receivedAt')::timestamptz at time zone 'UTC'), count(*) from tipintake.mt_doc_tip group by 1, 2");
        command.CommandTimeout = 0;
        var watch = Stopwatch.StartNew();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            // Read like the others.
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Say(FormattableString words) => Console.WriteLine(FormattableString.Invariant(words));
}
