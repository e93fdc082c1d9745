using System.Globalization;
using System.Text.RegularExpressions;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>The whole service with many tips stored: how late a lead is when tips arrive by the clock, and how long a reviewer waits for a page meanwhile.</summary>
internal sealed partial class ReviewingScenario(Bench bench)
{
    private const string Database = "reviewing";
    private const double LagRate = 500;
    private const int WarmUpRounds = 20;

    // Its id begins with its time.
    private const string AgeOfOldestNews = """
        select coalesce(extract(epoch from clock_timestamp()) - (select ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0 from tipintake.mt_doc_tipnews order by id limit 1), 0)::float8
        """;

    private static readonly TimeSpan Sampling = TimeSpan.FromMilliseconds(100);

    /// <summary>A reviewer looks at a page this long, so ten a second are a large room of them.</summary>
    private static readonly TimeSpan BetweenPages = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync()
    {
        var door = new Uri($"http://127.0.0.1:{ChildServer.FreePort()}");
        var settings = new Dictionary<string, string>(TipService.Unlimited, StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Surfaces:Staff:Url"] = door.GetLeftPart(UriPartial.Authority),
            ["Catalogue:Demonstration"] = "false",
            ["Staff:ReadsPerHour"] = "100000",
            ["Staff:UnusualReadsPerDay"] = "100000",
        };
        await using var service = await TipService.StartAsync(bench.Cluster, Database, settings);
        await FillAsync(service);

        var plan = bench.PlanFor(service.Server) with { References = service.References };
        await MeasureLag(plan with { Rate = LagRate, Seconds = bench.Options.OpenSeconds, WarmUpSeconds = 5 });
        await MeasurePages(plan with { Rate = bench.Options.Rate, Seconds = bench.Options.OpenSeconds, WarmUpSeconds = 5 }, door, service.References);
    }

    private async Task FillAsync(TipService service)
    {
        var tips = bench.Options.Stored > 0 ? bench.Options.Stored : 1_000_000;
        await using var parts = UnstartedService.Build(bench.Cluster, Database);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await AnnouncedTips.StoreAsync(parts.Services.GetRequiredService<IDocumentStore>(), service.References, tips, bench.Progress);
        using (var bar = bench.Progress.Start($"waiting for {tips:N0} tips to be placed", tips))
        {
            for (long placed = 0, now; placed < tips; placed = now)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                now = (long)await ScalarAsync("select count(*)::float8 from tipintake.placements");
                bar.Add(now - placed);
            }
        }

        Console.WriteLine(FormattableString.Invariant($"\n{tips:N0} tips stored and placed by the service after {watch.Elapsed.TotalSeconds:0} s, in {await ScalarAsync("select count(*)::float8 from tipintake.leads"):N0} leads"));
        await using var analyze = bench.Cluster.Database(Database).CreateCommand("vacuum (analyze)");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }

    private async Task MeasureLag(LoadPlan plan)
    {
        Progress.Say(FormattableString.Invariant($"how late leads are while {plan.Rate:0} tips/s arrive for {plan.Seconds:0} s"));
        var load = LoadProcess.RunAsync(plan);
        var lags = new List<double>();
        while (!load.IsCompleted)
        {
            lags.Add(await ScalarAsync(AgeOfOldestNews));
            await Task.Delay(Sampling);
        }

        await load;
        lags.Sort();
        Console.WriteLine(FormattableString.Invariant($"lag at {plan.Rate:0} tips/s: p50 {lags[lags.Count / 2]:0.00} s, p99 {lags[lags.Count * 99 / 100]:0.00} s, worst {lags[^1]:0.00} s"));
        bench.Report.Add(Goal.Most($"14 lag of leads at {plan.Rate:0} tips/s, p99", 2, lags[lags.Count * 99 / 100], "s"));
    }

    private async Task MeasurePages(LoadPlan plan, Uri door, IReadOnlyList<string> references)
    {
        Progress.Say(FormattableString.Invariant($"a reviewer's pages while {plan.Rate:0} tips/s arrive for {plan.Seconds:0} s"));
        using var reviewer = await ReviewerAtWork.SignInAsync(door);
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var leads = LeadLink().Matches((await reviewer.OpenAsync("/triage")).Page).Select(link => link.Value).Distinct(StringComparer.Ordinal).ToArray();
        for (var round = 0; round < WarmUpRounds; round++)
        {
            await Look(round);
        }

        times.Clear();
        var load = LoadProcess.RunAsync(plan);
        for (var round = 0; !load.IsCompleted; round++)
        {
            await Look(round);
        }

        var tips = await load;
        Console.WriteLine(FormattableString.Invariant($"tips meanwhile: {tips.PerSecond:0}/s accepted, p99 {tips.Accepted.P99 / 1000.0:0.0} ms"));
        foreach (var (name, all) in times)
        {
            all.Sort();
            Console.WriteLine(FormattableString.Invariant($"{name,-20} {all.Count} pages: p50 {all[all.Count / 2]:0.0} ms, p99 {all[all.Count * 99 / 100]:0.0} ms, worst {all[^1]:0.0} ms"));
            bench.Report.Add(Goal.Most($"15 {name} while tips come in, p99", 100, all[all.Count * 99 / 100], "ms"));
        }

        async Task Look(int round)
        {
            await Open("queue", "/triage");
            await Open("queue of an object", $"/triage?object={references[round % references.Count]}");
            await Open("lead", leads[round % leads.Length]);
            if (round % 10 == 0)
            {
                await Open("board", $"/triage/objects/{references[round / 10 % references.Count]}");
            }
        }

        async Task Open(string name, string path)
        {
            (times.TryGetValue(name, out var all) ? all : times[name] = []).Add((await reviewer.OpenAsync(path)).Took.TotalMilliseconds);
            await Task.Delay(BetweenPages);
        }
    }

    private async Task<double> ScalarAsync(string sql)
    {
        await using var command = bench.Cluster.Database(Database).CreateCommand(sql);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("/triage/leads/OBJ-[0-9]+-[0-9]+\\.[0-9]+")]
    private static partial Regex LeadLink();
}
