using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>More than the service can take, and limits that refuse part of it: what that costs in memory.</summary>
internal sealed class FloodScenario(Bench bench)
{
    private const int Connections = 256;

    public async Task RunAsync()
    {
        Progress.Say("flood without limits");
        var all = await FloodAsync(await TipService.StartAsync(bench.Cluster, "tips_flood", TipService.Unlimited));
        Progress.Say("flood against limits");
        var part = await FloodAsync(await TipService.StartAgainAsync(bench.Cluster, "tips_flood", TipService.Limited));

        bench.Report.Add(new Section(
            FormattableString.Invariant($"Flood: {Connections} connections that never pause, {bench.Options.Seconds * 2:0} s each"),
            [new Row("everything admitted", [all]), new Row("limits refuse a part", [part])],
            [])
        {
            Tail = true,
            Answers = true,
        });
        bench.Report.Add(Goal.Most("8  memory under flood", 400, Math.Max(all.PeakMegabytes ?? 0, part.PeakMegabytes ?? 0), "MiB"));
    }

    private async Task<Measurement> FloodAsync(TipService started)
    {
        await using var service = started;
        var plan = bench.PlanFor(service.Server) with { References = service.References, Connections = Connections, Seconds = bench.Options.Seconds * 2 };
        return Measurement.Of(await LoadProcess.RunAsync(plan));
    }
}
