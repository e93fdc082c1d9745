using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>Tips that arrive by the clock: the waiting time people see, with the tail that a closed model hides.</summary>
internal sealed class OpenModelScenario(Bench bench)
{
    public async Task RunAsync()
    {
        await using var service = await TipService.StartAsync(bench.Cluster, "tips_open", TipService.Unlimited);
        var options = bench.Options;
        Progress.Say(FormattableString.Invariant($"open model: {options.Rate:0} tips/s for {options.OpenSeconds:0} s"));
        var plan = bench.PlanFor(service.Server) with { References = service.References };
        await LoadProcess.RunAsync(plan with { Seconds = 3 });

        var result = await LoadProcess.RunAsync(plan with { Rate = options.Rate, Seconds = options.OpenSeconds, WarmUpSeconds = 2 });

        var row = new Row("TipIntake, all checks on", [Measurement.Of(result)]);
        bench.Report.Add(new Section(
            FormattableString.Invariant($"Open model: {options.Rate:0} tips/s at random moments for {options.OpenSeconds:0} s; latency counts from the moment a tip was due"),
            [row],
            [])
        {
            Tail = true,
            Answers = true,
            Notes = [FormattableString.Invariant($"the generator itself was up to {result.GeneratorLag / 1000.0:0.0} ms late (p99); that is part of the latency shown")],
        });

        var refused = result.Answers.Where(a => a.Key[0] != '2').Sum(a => a.Value);
        bench.Report.Add(Goal.Most("3  open model, p99", 50, result.Accepted.P99 / 1000.0, "ms"));
        bench.Report.Add(Goal.Most("3  open model, p99.9", 250, result.Accepted.P999 / 1000.0, "ms"));
        bench.Report.Add(Goal.Most("3  open model, errors", 0, refused + result.Broken, ""));
    }
}
