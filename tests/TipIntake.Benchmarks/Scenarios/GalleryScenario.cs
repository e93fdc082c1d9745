using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>What visitors load: the gallery page and the list of objects, beside a server that does nothing.</summary>
internal sealed class GalleryScenario(Bench bench)
{
    private static readonly (string Name, string Path)[] Pages = [("gallery page", "/"), ("object list", "/api/v1/objects")];

    public async Task RunAsync()
    {
        await using var ping = await Bench.StartPingAsync();
        await using var service = await TipService.StartAsync(bench.Cluster, "tips_gallery", TipService.Unlimited);
        var contenders = new List<Contender> { Get("GET /ping, no database (floor)", ping, "/ping") };
        contenders.AddRange(Pages.Select(page => Get($"GET {page.Path} ({page.Name})", service.Server, page.Path)));
        foreach (var contender in contenders)
        {
            await contender.Measure();
        }

        var rows = await Contender.TakeTurnsAsync(contenders, bench.Options.Rounds, bench.Progress);

        bench.Report.Add(new Section(
            FormattableString.Invariant($"Public pages, {bench.Options.Connections} connections, {bench.Options.Rounds} rounds of {bench.Options.Seconds} s each, medians"), rows, [("floor", rows[0])])
        { Answers = true });
        foreach (var (page, row) in Pages.Zip(rows.Skip(1)))
        {
            bench.Report.Add(Goal.Least($"7  {page.Name} against the HTTP floor", 0.5, row.RatioTo(rows[0]), "x"));
        }
    }

    private Contender Get(string name, ChildServer server, string path) =>
        new(name, async () => Measurement.Of(await LoadProcess.RunAsync(bench.PlanFor(server) with { Path = path })));
}
