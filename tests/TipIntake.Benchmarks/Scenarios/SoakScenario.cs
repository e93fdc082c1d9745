using System.Globalization;
using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>
/// A steady load by the clock (--rate) for as long as --open-seconds says, placed as it comes and with reviewers at work: how late tips are, and whether memory, open files and
/// connections stay where they are once the first tenth is over.
/// </summary>
internal sealed class SoakScenario(Bench bench)
{
    private const string Database = "soak";
    private const double SettledAfter = 0.1;
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(5);

    public async Task RunAsync()
    {
        await using var service = await TipService.StartAsync(bench.Cluster, Database, TipService.Unlimited, yields: true);
        await using var staff = await TipService.StartStaffAsync(bench.Cluster, Database);
        var options = bench.Options;
        var plan = bench.PlanFor(service.Server) with { References = service.References, Rate = options.Rate, Seconds = options.OpenSeconds, WarmUpSeconds = 20 };
        var (knee, ceiling) = await CeilingAsync(service);

        await using var reviewers = new ReviewersAtWork(staff, service.References);
        var load = LoadProcess.RunAsync(plan);
        var samples = await SampleAsync(load, service.Server.Pid, staff.Pid);
        var result = await load;

        var seen = FormattableString.Invariant($"64 connections get {knee:0} tips/s stored, pgbench commits {ceiling:0} single rows/s; generator up to {result.GeneratorLag / 1000.0:0.0} ms late (p99); reviewers {reviewers.Pages} pages, p99 {reviewers.P99:0} ms, {reviewers.Errors} errors");
        bench.Report.Add(new Section(
            FormattableString.Invariant($"Soak: {options.Rate:0} tips/s at random moments for {options.OpenSeconds / 60:0} min, placed and reviewed meanwhile"),
            [new Row("TipIntake, all checks on", [Measurement.Of(result)])],
            [])
        { Tail = true, Answers = true, Notes = [seen, .. samples.Where((_, n) => n % Math.Max(1, samples.Count / 12) == 0).Select(sample => sample.ToString())] });
        bench.Report.Add(Goal.Least("L1 most tips stored, share of pgbench's commits", 25, 100 * knee / ceiling, "%"));
        Judge(result, samples, reviewers);
        await CountAsync(service, result);
    }

    private void Judge(LoadResult result, List<Sample> samples, ReviewersAtWork reviewers)
    {
        var settled = samples[(int)(samples.Count * SettledAfter)..];
        var errors = result.Answers.Where(answer => answer.Key[0] != '2').Sum(answer => answer.Value) + result.Broken;
        bench.Report.Add(Goal.Most("L1 p99", 250, result.Accepted.P99 / 1000.0, "ms"));
        bench.Report.Add(Goal.Most("L1 p99.9", 1_000, result.Accepted.P999 / 1000.0, "ms"));
        bench.Report.Add(Goal.Most("L1 errors", 0, errors, ""));
        bench.Report.Add(Goal.Least(FormattableString.Invariant($"L1 tips stored over {result.Seconds / 60:0} min"), 500, result.PerSecond, "/s"));
        bench.Report.Add(Goal.Most("L6 memory of the public node, drift", 5, Drift(settled, sample => sample.PublicMegabytes), "%"));
        bench.Report.Add(Goal.Most("L6 memory of the staff node, drift", 5, Drift(settled, sample => sample.StaffMegabytes), "%"));
        bench.Report.Add(Goal.Most("L6 open files of both, drift", 5, Drift(settled, sample => sample.Handles), "%"));
        bench.Report.Add(Goal.Most("L6 connections to the database, drift", 5, Drift(settled, sample => sample.Connections), "%"));
        bench.Report.Add(Goal.Most("L6 reviewers' errors", 0, reviewers.Errors, ""));
    }

    // The last quarter beside the first: one high moment is no drift.
    private static double Drift(List<Sample> samples, Func<Sample, double> value)
    {
        var quarter = Math.Max(1, samples.Count / 4);
        var (first, last) = (samples.Take(quarter).Average(value), samples.TakeLast(quarter).Average(value));
        return 100 * (last - first) / first;
    }

    private async Task<(double Knee, double Ceiling)> CeilingAsync(TipService service)
    {
        Progress.Say("as many tips as 64 connections get stored, then pgbench: single-row commits");
        var plan = bench.PlanFor(service.Server) with { References = service.References };
        await LoadProcess.RunAsync(plan with { Seconds = bench.Options.WarmUpSeconds });
        var knee = await LoadProcess.RunAsync(plan with { Seconds = 10 });
        var script = await PgbenchScript.LikeAsync(await service.TableAsync());
        return (knee.PerSecond, (await bench.Cluster.Pgbench.RunAsync(script, clients: 64, seconds: 10)).PerSecond);
    }

    private async Task<List<Sample>> SampleAsync(Task load, int service, int staff)
    {
        var samples = new List<Sample>();
        using var bar = bench.Progress.Start($"soaking at {bench.Options.Rate:0} tips/s", (long)bench.Options.OpenSeconds);

        while (!load.IsCompleted)
        {
            samples.Add(new Sample(
                ProcessUsage.Megabytes(service),
                ProcessUsage.Megabytes(staff),
                ProcessUsage.Handles(service) + ProcessUsage.Handles(staff),
                await ScalarAsync("select count(*)::float8 from pg_stat_activity where datname = current_database()"),
                await ScalarAsync("select count(*)::float8 from tipintake.mt_doc_tipnews")));
            bar.Add((long)Sampling.TotalSeconds);
            await Task.WhenAny(load, Task.Delay(Sampling));
        }

        return samples;
    }

    private async Task CountAsync(TipService service, LoadResult result)
    {
        var rows = await (await service.TableAsync()).CountAsync();
        bench.Report.Add(Goal.Most("L1 acknowledged and not in the table", 0, Math.Max(0, result.AcceptedInAll - rows), ""));
    }

    private async Task<double> ScalarAsync(string sql)
    {
        await using var command = bench.Cluster.Database(Database).CreateCommand(sql);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private sealed record Sample(double PublicMegabytes, double StaffMegabytes, double Handles, double Connections, double Waiting)
    {
        public override string ToString() => FormattableString.Invariant(
            $"public {PublicMegabytes:0} MiB, staff {StaffMegabytes:0} MiB, {Handles:0} open files, {Connections:0} connections, {Waiting:0} news waiting");
    }
}
