using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>From the start of the process to a good answer of the readiness check, with a database that exists.</summary>
internal sealed class StartScenario(Bench bench)
{
    private const int Starts = 5;

    public async Task RunAsync()
    {
        await (await TipService.StartAsync(bench.Cluster, "tips_start", TipService.Unlimited)).DisposeAsync();
        var seconds = new List<double>();
        using (var bar = bench.Progress.Start("starting", Starts))
        {
            for (var n = 0; n < Starts; n++)
            {
                await using var service = await TipService.StartAgainAsync(bench.Cluster, "tips_start", TipService.Unlimited);
                seconds.Add(service.Server.ReadyAfter.TotalSeconds);
                bar.Add(1);
            }
        }

        seconds.Sort();
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"Start with an existing database, {Starts} times: median {seconds[Starts / 2]:0.00} s, slowest {seconds[^1]:0.00} s"));
        bench.Report.Add(Goal.Most("8  ready after start (median)", 2, seconds[Starts / 2], "s"));
    }
}
