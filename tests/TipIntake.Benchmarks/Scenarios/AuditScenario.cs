using System.Diagnostics;
using TipIntake.Audit;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;
using TipIntake.Storage;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>Chaining a long audit trail, and the verb that verifies it: a tenth of it first, to see whether memory grows with it.</summary>
internal sealed class AuditScenario(Bench bench)
{
    private const string Database = "audit";

    public async Task RunAsync()
    {
        var home = Directory.CreateDirectory(Path.Combine(bench.Cluster.Folder, "audit")).FullName;
        CheckpointKeyFiles.Make(home);
        using var key = CheckpointKeyFiles.ReadOrMake(home, mayMake: false);
        await DevelopmentDatabase.MakeRolesAndDatabase(bench.Cluster.ConnectionString("postgres"), Database, CancellationToken.None);
        await TipService.RunVerbAsync(TipService.Command(bench.Cluster, Database, "db-apply"));

        var folder = Path.Combine(home, "checkpoints");
        var trail = new MadeTrail(bench.Cluster.Database(Database), bench.Cluster.ConnectionString(Database, DatabaseConnections.ApplicationRole), key, folder);
        var tenth = bench.Options.Entries / 10;
        var first = await MeasureAsync(trail, tenth, home, folder);
        var all = await MeasureAsync(trail, bench.Options.Entries - tenth, home, folder);

        Console.WriteLine();
        Say($"{tenth,9:N0} entries: verified in {first.Verified:0.0} s, peak memory {first.Megabytes:0} MiB");
        Say($"{bench.Options.Entries,9:N0} entries: verified in {all.Verified:0.0} s, peak memory {all.Megabytes:0} MiB; the last {bench.Options.Entries - tenth:N0} chained, signed and written in {all.Chained:0.0} s");
        bench.Report.Add(Goal.Most("11 verification of the whole audit trail", 60, all.Verified, "s"));
        bench.Report.Add(Goal.Most("11 its peak memory, beside a tenth of the trail", 1.25, all.Megabytes / first.Megabytes, "x"));
    }

    private async Task<(double Chained, double Verified, double Megabytes)> MeasureAsync(MadeTrail trail, long entries, string home, string folder)
    {
        await trail.AddAsync(entries, bench.Progress);
        var watch = Stopwatch.StartNew();
        await trail.ChainAsync();
        var chained = watch.Elapsed.TotalSeconds;

        var verify = TipService.Command(bench.Cluster, Database, "audit", "verify", "--checkpoints", folder, "--key", Path.Combine(home, CheckpointKeyFiles.PublicName));
        watch.Restart();
        using var verb = Process.Start(verify) ?? throw new InvalidOperationException("The verb did not start.");
        var peak = 0.0;
        while (!verb.WaitForExit(50))
        {
            peak = Math.Max(peak, ProcessUsage.PeakMegabytes(verb.Id));
        }

        return verb.ExitCode == 0 ? (chained, watch.Elapsed.TotalSeconds, peak) : throw new InvalidOperationException("The trail was not found whole.");
    }

    private static void Say(FormattableString words) => Console.WriteLine(FormattableString.Invariant(words));
}
