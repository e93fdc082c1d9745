using System.Diagnostics.Metrics;
using TipIntake.Retention;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Monitoring;

/// <summary>What every node says of itself, and what a node with a staff door says of the whole service. Ages are in seconds; what is not known is not said.</summary>
internal sealed class ServiceGauges
{
    public const string MeterName = "TipIntake.Service";

    private readonly TimeProvider clock;

    public ServiceGauges(IMeterFactory meters, StorageGuard guard, TipInbox inbox, IServiceProvider services, TimeProvider clock)
    {
        this.clock = clock;
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("tipintake.storage.ready", () => guard.MayPromise ? 1 : 0, description: "1 while tips can be stored safely.");
        meter.CreateObservableGauge("tipintake.inbox.waiting", () => inbox.Waiting.Count, "{tip}", "Tips that wait for their commit.");
        meter.CreateObservableGauge("tipintake.inbox.capacity", () => TipInbox.Capacity, "{tip}", "How many may.");
        if (services.GetService<WatchBacklog>() is { } backlog)
        {
            AddBacklog(meter, backlog, services.GetRequiredService<KeepJournal>());
            AddRuns(meter, services.GetRequiredService<LastRuns>());
        }
    }

    private void AddBacklog(Meter meter, WatchBacklog backlog, KeepJournal journal)
    {
        meter.CreateObservableGauge("tipintake.leads.open", () => Known(backlog.Last?.OpenLeads), "{lead}", "Leads that nobody has decided about.");
        Age(meter, "tipintake.leads.oldest", "Age of the oldest of those in the first lane.", () => backlog.Last?.OldestLead);
        Age(meter, "tipintake.referrals.oldest", "Since when a referral about somebody in danger waits to be handed over.", () => backlog.Last?.OldestReferral);
        Age(meter, "tipintake.placing.lag", "Age of the oldest tip that has no lead yet.", () => backlog.Last?.OldestNews);
        Age(meter, "tipintake.counting.lag", "How long ago counts were complete.", () => backlog.Last?.CountedUntil);
        Age(meter, "tipintake.audit.checkpoint.age", "How long ago the audit trail was signed.", () => backlog.Last?.CheckpointAt);
        meter.CreateObservableGauge("tipintake.audit.unchained", () => Known(backlog.Last?.Unchained), "{entry}", "Entries of the audit trail that have no position yet.");
        Age(meter, "tipintake.erasures.unwritten", "Age of the oldest erasure that is in no file outside the database.", () => backlog.Last?.Unjournaled);
        meter.CreateObservableGauge("tipintake.erasures.replay_needed", () => journal.NeedsReplay ? 1 : 0, description: "1: an older copy of the database was restored, and erasures wait to be replayed.");
        meter.CreateObservableGauge("tipintake.retention.behind", () => Known<long>(backlog.Last?.RetentionDay is { } day ? (long)(RetentionDay.DayOf(clock.GetUtcNow()).DayNumber - day.DayNumber) : null), "{day}", "By how many days the day of retention is behind.");
        meter.CreateObservableGauge("tipintake.clock.offset", () => Known(backlog.ClockOffset?.TotalSeconds), "s", "How far this node's clock is from the database's.");
    }

    private void AddRuns(Meter meter, LastRuns runs)
    {
        Age(meter, "tipintake.backup.age", "How long ago the last backup succeeded, or failed.", () => runs.Backup?.At);
        meter.CreateObservableGauge("tipintake.backup.ok", () => Known<long>(runs.Backup is { } run ? (run.Ok ? 1L : 0L) : null), description: "1: the last backup succeeded.");
        Age(meter, "tipintake.drill.age", "How long ago a restore was tried.", () => runs.Drill?.At);
        meter.CreateObservableGauge("tipintake.drill.ok", () => Known<long>(runs.Drill is { } run ? (run.Ok ? 1L : 0L) : null), description: "1: it held.");
    }

    private void Age(Meter meter, string name, string description, Func<DateTimeOffset?> since) =>
        meter.CreateObservableGauge(name, () => Known<double>(since() is { } moment ? Math.Max(0, (clock.GetUtcNow() - moment).TotalSeconds) : (double?)null), "s", description);

    private static IEnumerable<Measurement<T>> Known<T>(T? value)
        where T : struct => value is { } known ? [new Measurement<T>(known)] : [];
}
