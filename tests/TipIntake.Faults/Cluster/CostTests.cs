using System.Globalization;
using TipIntake.Faults.Cluster.Machines;
using TipIntake.Faults.Harness;
using TipIntake.Faults.Reporting;

namespace TipIntake.Faults.Cluster;

/// <summary>What a tip costs, with and without a standby that confirms it: the figures of infra/docs/growing.md. Seconds at each rate: FAULT_COST_SECONDS.</summary>
[Collection(OneCluster.Name)]
public sealed class CostTests(ClusterDeployment deployment) : IAsyncLifetime
{
    private const int PeopleAtTheKnee = 128;

    private const string Sizes = """
        select (select sum(pg_table_size(name::regclass)) || ' ' || sum(pg_indexes_size(name::regclass))
                from unnest(array['tipintake.mt_doc_tip', 'tipintake.mt_doc_sendercontact', 'tipintake.mt_doc_tipnews']) name) || ' ' || pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')
        """;

    public async ValueTask InitializeAsync() => await deployment.DemandStandby(false);

    public async ValueTask DisposeAsync()
    {
        await deployment.Database.Synchronous(on: true);
        await deployment.DemandStandby(true);
    }

    /// <summary>Both ways where figures are wanted; one way shows that the measurement works.</summary>
    public static TheoryData<bool> Ways => FaultSettings.CostSeconds > 1 ? [true, false] : [true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task What_a_tip_costs_is_known(bool synchronous)
    {
        await deployment.Database.Synchronous(synchronous);
        var standby = synchronous ? "a synchronous standby" : "asynchronous standbys";

        await Measure($"200 tips/s, {standby}", async sender =>
        {
            await using var load = PacedLoad.Start(deployment.Nodes, sender.Ledger, perSecond: 200);
            await Task.Delay(TimeSpan.FromSeconds(FaultSettings.CostSeconds));
            await load.Stop();
            return load.Quantile(0.99);
        });
        await Measure($"as many as {PeopleAtTheKnee} senders get stored, {standby}", async sender =>
        {
            await using var load = TipLoad.Start(sender, PeopleAtTheKnee);
            await Task.Delay(TimeSpan.FromSeconds(FaultSettings.CostSeconds));
            await load.Stop();
            var took = sender.Ledger.Answers.Select(answer => answer.Took).Order().ToArray();
            return took[(int)((took.Length - 1) * 0.99)];
        });
    }

    private async Task Measure(string what, Func<TipSender, Task<TimeSpan>> load)
    {
        using var sender = await deployment.NewSender();
        await using (var warming = TipLoad.Start(sender, people: 16))
        {
            await warming.HasStored(500);
        }

        var leader = await deployment.Database.Leader();
        var followers = deployment.Database.Machines.Where(machine => machine != leader).ToArray();
        var (service, database, standbys) = (deployment.Nodes.Nodes[0].Cost.Processor, leader.ProcessorTime, Total(followers));
        var (before, sizes) = (sender.Ledger.StoredCount, await ReadSizes());
        var since = TimeProvider.System.GetTimestamp();

        var slowest = await load(sender);

        var took = TimeProvider.System.GetElapsedTime(since);
        var tips = sender.Ledger.StoredCount - before;
        var grown = (await ReadSizes()).Zip(sizes, (now, then) => (now - then) / tips).ToArray();
        var (processor, bytes) = deployment.Nodes.Nodes[0].Cost;
        var report = await deployment.Compare(sender, what);
        FaultReport.Add(
            "G1",
            $"cost of a tip: {what}",
            "measured, nothing demanded",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{tips / took.TotalSeconds:0} tips/s, p99 {slowest.TotalMilliseconds:0} ms; processor time a tip: service {PerTip(processor - service):0} µs, leader {PerTip(leader.ProcessorTime - database):0} µs, each standby {PerTip(Total(followers) - standbys) / 2:0} µs; service's memory {bytes >> 20} MiB; bytes a tip: tables {grown[0]:0}, indexes {grown[1]:0}, log {grown[2]:0}"),
            report.Findings.Count == 0);
        Assert.Empty(report.Findings);
        Assert.InRange(tips, 1, int.MaxValue);

        double PerTip(TimeSpan used) => used.TotalMicroseconds / tips;
    }

    private static TimeSpan Total(IEnumerable<DatabaseMachine> machines) => TimeSpan.FromTicks(machines.Sum(machine => machine.ProcessorTime.Ticks));

    private async Task<double[]> ReadSizes() => [.. (await deployment.Database.Ask(Sizes)).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
