using TipIntake.Benchmarks.Database;
using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>How many tips per second are on disk when they are answered, beside the three things one would compare with.</summary>
internal sealed class IntakeScenario(Bench bench)
{
    private const string Floor = "GET /ping, no database (floor)";
    private const string Naive = "one Marten session per request (naive)";
    private const string Service = "TipIntake, all checks on";

    private readonly List<string> notes = [];

    public async Task RunAsync()
    {
        await using var ping = await Bench.StartPingAsync();
        await using var naive = await bench.StartNaiveAsync();
        await using var service = await TipService.StartAsync(bench.Cluster, "tips_empty", TipService.Unlimited);
        await using var full = bench.Options.Stored > 0 ? await TipService.StartAsync(bench.Cluster, "tips_full", TipService.Unlimited) : null;

        await WarmUpAsync(naive, service, full);
        var naiveTable = await TipTable.FindAsync(bench.Cluster.Database("naive"), "mt_doc_naivetip");
        var tips = await service.TableAsync();
        var script = await PgbenchScript.LikeAsync(tips);
        notes.Add($"bytes in a row: service {await tips.BytesPerRowAsync():0}, naive {await naiveTable.BytesPerRowAsync():0}; pgbench stores a typical row of the service");

        List<Contender> contenders =
        [
            new(Floor, async () => Measurement.Of(await LoadProcess.RunAsync(bench.PlanFor(ping) with { Path = "/ping" }))),
            PgbenchContender(script, 32),
            PgbenchContender(script, 64),
            new(Naive, () => TipsAsync(naive, naiveTable, service.References)) { Prepare = () => AnewAsync(naiveTable) },
            new(Service, () => TipsAsync(service.Server, tips, service.References)) { Prepare = () => AnewAsync(tips) },
        ];
        if (full is not null)
        {
            contenders.AddRange(await WithStoredTipsAsync(full));
        }

        Present(await Contender.TakeTurnsAsync(contenders, bench.Options.Rounds, bench.Progress));
    }

    private string FullName => FormattableString.Invariant($"TipIntake with {bench.Options.Stored:N0} tips stored");

    private string FullPgbenchName => FormattableString.Invariant($"pgbench with {bench.Options.Stored:N0} tips stored");

    private Contender PgbenchContender(PgbenchScript script, int clients) =>
        new($"pgbench, {clients} clients", async () => Measurement.Of(await bench.Cluster.Pgbench.RunAsync(script, clients, bench.Options.Seconds)))
        {
            Prepare = () => AnewAsync(script.Target),
        };

    private async Task<IReadOnlyList<Contender>> WithStoredTipsAsync(TipService full)
    {
        var table = await full.TableAsync();
        await new StoredTips(table, bench.Progress).FillAsync(bench.Options.Stored);
        var script = await PgbenchScript.IntoAsync(table, sampleFrom: table);
        return
        [
            new(FullName, () => TipsAsync(full.Server, table, full.References)) { Prepare = () => table.RunAsync("checkpoint") },
            new(FullPgbenchName, async () => Measurement.Of(await bench.Cluster.Pgbench.RunAsync(script, 64, bench.Options.Seconds))) { Prepare = () => table.RunAsync("checkpoint") },
        ];
    }

    // The compilers and pools of every server get their first work before anything counts; it also leaves rows to take as a model.
    private async Task WarmUpAsync(ChildServer naive, TipService service, TipService? full)
    {
        Progress.Say("warming up");
        ChildServer[] servers = full is null ? [naive, service.Server] : [naive, service.Server, full.Server];
        foreach (var server in servers)
        {
            await LoadProcess.RunAsync(bench.PlanFor(server) with { References = service.References, Seconds = bench.Options.WarmUpSeconds });
        }
    }

    // The checkpoint gives everybody the same state of the log to begin with.
    private static async Task AnewAsync(TipTable table)
    {
        await table.TruncateAsync();
        await table.RunAsync("checkpoint");
    }

    /// <summary>Counts rows before and after: what was answered 201 has to be there, no more and no less.</summary>
    private async Task<Measurement> TipsAsync(ChildServer server, TipTable table, IReadOnlyList<string> references)
    {
        var before = await table.CountAsync();
        var result = await LoadProcess.RunAsync(bench.PlanFor(server) with { References = references });
        var stored = await table.CountAsync() - before;
        if (result.Broken > 0 || result.Answers.Keys.Any(status => status != "201"))
        {
            notes.Add($"{table.FullName}: not only 201: {string.Join(", ", result.Answers)}, {result.Broken} broken");
        }

        if (stored != result.AcceptedInAll)
        {
            notes.Add(FormattableString.Invariant($"{table.FullName}: {result.AcceptedInAll:N0} answered 201, {stored:N0} stored"));
        }

        return Measurement.Of(result);
    }

    private void Present(IReadOnlyList<Row> rows)
    {
        Row Named(string name) => rows.Single(r => r.Name == name);
        var pgbench = Best("pgbench", rows.Where(r => r.Name.StartsWith("pgbench, ", StringComparison.Ordinal)));
        var options = bench.Options;
        bench.Report.Add(new Section(
            FormattableString.Invariant($"Intake: durable tips per second, {options.Connections} connections, {options.Rounds} rounds of {options.Seconds} s each, medians"),
            rows,
            [("pgbench", pgbench), ("naive", Named(Naive)), ("floor", Named(Floor))])
        {
            Notes = [.. notes, "x pgbench: against the better of 32 and 64 clients in the same round; us: processor time per answered request; others: what the rest of the machine took"],
        });

        bench.Report.Add(Goal.Least("1  durable tips against pgbench's single-row commits", 1.0, Named(Service).RatioTo(pgbench), "x"));
        bench.Report.Add(Goal.Least("1  durable tips against one session per request", 8.0, Named(Service).RatioTo(Named(Naive)), "x"));
        if (rows.SingleOrDefault(r => r.Name == FullName) is { } full)
        {
            bench.Report.Add(Goal.Least($"2  with {options.Stored:N0} tips stored, against the empty database", 0.9, full.RatioTo(Named(Service)), "x"));
        }
    }

    private static Row Best(string name, IEnumerable<Row> rows)
    {
        var all = rows.ToArray();
        return new Row(name, Enumerable.Range(0, all[0].Rounds.Count).Select(round => all.Select(r => r.Rounds[round]).MaxBy(m => m.PerSecond)!).ToArray());
    }
}
