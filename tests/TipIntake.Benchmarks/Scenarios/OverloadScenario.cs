using TipIntake.Benchmarks.Load;
using TipIntake.Benchmarks.Reporting;
using TipIntake.Benchmarks.Servers;

namespace TipIntake.Benchmarks.Scenarios;

/// <summary>
/// Far more than the service can take, for --open-seconds each, with the limits that it is shipped with: from one address, then from ten thousand networks. Reviewers work
/// and honest people send meanwhile. They never pause, so what is offered is all that this machine can offer and answer. The flooder's program and the
/// public node yield to the staff node and the database: the one is on this machine for the measurement only, the other is installed like that.
/// </summary>
internal sealed class OverloadScenario(Bench bench)
{
    private const string Database = "overload";
    private const int Networks = 10_000;
    private const int FromMany = 1_000;
    private const int FromOne = 64;
    private const string FloodersAddress = "185.100.100.107";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    private static readonly IReadOnlyDictionary<string, string> BehindProxy = new Dictionary<string, string>(StringComparer.Ordinal) { ["Proxies:Known:0"] = "127.0.0.1" };

    private long stored;

    public async Task RunAsync()
    {
        await using var service = await TipService.StartAsync(bench.Cluster, Database, BehindProxy, yields: true);
        await using var staff = await TipService.StartStaffAsync(bench.Cluster, Database);
        var plan = bench.PlanFor(service.Server) with { References = service.References, Sources = Networks, Yields = true };
        Progress.Say("knee: as much as 64 connections get stored while reviewers work");
        await LoadProcess.RunAsync(plan with { Seconds = bench.Options.WarmUpSeconds });
        await using var reviewers = new ReviewersAtWork(staff, service.References);
        // No page is opened for the first time in a flood.
        await Task.Delay(Settling);
        var knee = await LoadProcess.RunAsync(plan with { Seconds = 10 });

        await Task.Delay(Settling);
        // One address first: little of it is stored, so that nothing is left to be placed when the next one comes.
        var one = await FloodAsync(service, reviewers, plan, knee, sources: 1);
        var many = await FloodAsync(service, reviewers, plan, knee, Networks);

        bench.Report.Add(new Section(
            FormattableString.Invariant($"Overload: {FromOne} connections of one address, then {FromMany} of ten thousand networks, that never pause, {bench.Options.OpenSeconds:0} s each; knee with 64: {knee.PerSecond:0}/s stored, p99 {knee.Accepted.P99 / 1000.0:0.0} ms"),
            [new Row("at the knee", [Measurement.Of(knee)]), new Row("from one address", [one]), new Row("from ten thousand networks", [many])],
            [])
        {
            Tail = true,
            Answers = true,
        });
        bench.Report.Add(Goal.Least("L2 goodput, share of the knee, ten thousand networks", 0.8, many.PerSecond / knee.PerSecond, ""));
        await CountAsync(service);
    }

    private async Task<Measurement> FloodAsync(TipService service, ReviewersAtWork reviewers, LoadPlan plan, LoadResult knee, int sources)
    {
        var what = sources == 1 ? "one address" : "ten thousand networks";
        Progress.Say($"flood from {what}");
        reviewers.Forget();
        await using var elsewhere = new HonestSenders(service.Server, service.References, sharedAddress: null);
        // Their devices work hard, and here they are this machine's processors; so only where somebody shares the one address.
        await using var beside = sources == 1 ? new HonestSenders(service.Server, service.References, FloodersAddress) : null;
        var flood = await LoadProcess.RunAsync(plan with { Sources = sources, Connections = sources == 1 ? FromOne : FromMany, Seconds = bench.Options.OpenSeconds, WarmUpSeconds = 2 });
        await Task.WhenAll(elsewhere.StopAsync(), beside?.StopAsync() ?? Task.CompletedTask);
        stored += flood.AcceptedInAll + elsewhere.Stored + (beside?.Stored ?? 0);

        var offered = flood.Answers.Sum(answer => answer.Value) / flood.Seconds;
        Console.WriteLine(FormattableString.Invariant($"\n{what}: {offered:0} answers/s, {offered / knee.PerSecond:0.0} times the knee; refusals p99 {flood.Refused.P99 / 1000.0:0.0} ms; reviewers {reviewers.Pages} pages, p99 {reviewers.P99:0} ms ({reviewers.ByKind})"));
        bench.Report.Add(Goal.Most($"L2 accepted p99, {what}", 1_000, flood.Accepted.P99 / 1000.0, "ms"));
        // From very many networks hardly anybody is refused, and a hundredth of a few dozen says nothing.
        if (flood.Answers.GetValueOrDefault("429") > 1_000)
        {
            bench.Report.Add(Goal.Most($"L2 refused p99, {what}", 50, flood.Refused.P99 / 1000.0, "ms"));
        }

        bench.Report.Add(Goal.Most($"L2 memory of the public node, {what}", 512, flood.ServerPeakMegabytes, "MiB"));
        bench.Report.Add(Goal.Most($"L3 reviewers p99, {what}", 500, reviewers.P99, "ms"));
        bench.Report.Add(Goal.Most($"L3 reviewers' errors, {what}", 0, reviewers.Errors, ""));
        Judge(what, elsewhere, beside);
        await ReturnAsync(plan, what);
        return Measurement.Of(flood);
    }

    private void Judge(string what, HonestSenders elsewhere, HonestSenders? beside)
    {
        bench.Report.Add(Goal.Least($"L4 elsewhere, stored at the first try, {what}", 99.9, Share(elsewhere, tip => tip.Stored && tip.Tries == 1), "%"));
        bench.Report.Add(Goal.Least($"L4 elsewhere, within three tries, {what}", 100, Share(elsewhere, tip => tip.Stored && tip.Tries <= 3), "%"));

        // A minute has to pass before anybody can have waited in vain.
        if (beside is not null && bench.Options.OpenSeconds >= 90)
        {
            bench.Report.Add(Goal.Least("L4 behind the flooder's address, within a minute", 99, Share(beside, tip => tip.Stored && tip.After < TimeSpan.FromMinutes(1)), "%"));
        }
    }

    private async Task ReturnAsync(LoadPlan plan, string what)
    {
        var after = await LoadProcess.RunAsync(plan with { Rate = 200, WarmUpSeconds = 10, Seconds = 10 });
        stored += after.AcceptedInAll;
        bench.Report.Add(Goal.Most($"L2 p99 at 200/s, ten seconds after the flood from {what}", 250, after.Accepted.P99 / 1000.0, "ms"));
    }

    // More may be there than was acknowledged: who is let go in the middle of a try is not counted above.
    private async Task CountAsync(TipService service)
    {
        var rows = await (await service.TableAsync()).CountAsync();
        Console.WriteLine(FormattableString.Invariant($"{rows:N0} tips in the table, {stored:N0} acknowledged since the knee"));
        bench.Report.Add(Goal.Most("L2 acknowledged and not in the table", 0, Math.Max(0, stored - rows), ""));
    }

    private static double Share(HonestSenders senders, Func<HonestTip, bool> succeeded) =>
        senders.Tips.Count == 0 ? 0 : 100.0 * senders.Tips.Count(succeeded) / senders.Tips.Count;
}
