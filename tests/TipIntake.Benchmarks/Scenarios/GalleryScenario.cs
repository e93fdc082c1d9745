using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>What visitors load: the gallery, an object with its form and the list of objects, beside a server that does nothing; then while tips pour in.</summary>
internal sealed class GalleryScenario(Bench bench)
{
    /// <summary>Visitors who look, for each page, while others send.</summary>
    private const double LooksPerSecond = 200;

    public async Task RunAsync()
    {
        await using var ping = await Bench.StartPingAsync();
        await using var service = await TipService.StartAsync(bench.Cluster, "tips_gallery", TipService.Unlimited);
        (string Name, string Path)[] pages = [("gallery page", "/en"), ("object page", $"/en/objects/{service.References[0]}"), ("object list", "/api/v1/objects")];
        var contenders = new List<Contender> { Get("GET /ping, no database (floor)", ping, "/ping") };
        contenders.AddRange(pages.Select(page => Get($"GET {page.Path} ({page.Name})", service.Server, page.Path)));
        foreach (var contender in contenders)
        {
            await contender.Measure();
        }

        var rows = await Contender.TakeTurnsAsync(contenders, bench.Options.Rounds, bench.Progress);

        bench.Report.Add(new Section(
            FormattableString.Invariant($"Public pages, {bench.Options.Connections} connections, {bench.Options.Rounds} rounds of {bench.Options.Seconds} s each, medians"), rows, [("floor", rows[0])])
        { Answers = true });
        foreach (var (page, row) in pages.Zip(rows.Skip(1)))
        {
            bench.Report.Add(Goal.Least($"7  {page.Name} against the HTTP floor", 0.5, row.RatioTo(rows[0]), "x"));
        }

        await LookWhileTipsComeAsync(service, pages[..2]);
    }

    private async Task LookWhileTipsComeAsync(TipService service, (string Name, string Path)[] pages)
    {
        Progress.Say(FormattableString.Invariant($"{LooksPerSecond:0} looks/s at each page while {bench.Options.Rate:0} tips/s come in, for {bench.Options.OpenSeconds:0} s"));
        var open = bench.PlanFor(service.Server) with { Seconds = bench.Options.OpenSeconds, WarmUpSeconds = 2 };
        var tips = LoadProcess.RunAsync(open with { References = service.References, Rate = bench.Options.Rate });
        var looks = await Task.WhenAll(pages.Select(page => LoadProcess.RunAsync(open with { Path = page.Path, Rate = LooksPerSecond, Connections = 16 })));

        Row[] rows = [new Row("tips", [Measurement.Of(await tips)]), .. pages.Zip(looks, (page, look) => new Row($"GET {page.Path} ({page.Name})", [Measurement.Of(look)]))];
        bench.Report.Add(new Section("Pages while tips come in, all by the clock; latency counts from the moment a request was due", rows, []) { Tail = true, Answers = true });
        foreach (var (page, look) in pages.Zip(looks))
        {
            bench.Report.Add(Goal.Most($"7  {page.Name} while tips come in, p99", 50, look.Accepted.P99 / 1000.0, "ms"));
        }
    }

    private Contender Get(string name, ChildServer server, string path) =>
        new(name, async () => Measurement.Of(await LoadProcess.RunAsync(bench.PlanFor(server) with { Path = path })));
}
