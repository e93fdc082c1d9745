using System.Globalization;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>What releases are made and decided with. One act at a time, on however many nodes: no number is given twice, and no week has two releases that stand.</summary>
internal sealed class ReleaseDesk(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, ReleaseSettings settings, CountingZone zone, TimeProvider clock)
{
    private const string Lock = "select pg_advisory_xact_lock(352637350995)";

    public int LagDays => settings.LagDays;

    /// <summary>Carries out one act: everything in it is stored together with its line in the trail, or nothing is.</summary>
    public async Task<Outcome<ReleaseView>> Act(Person person, Func<TriageTransaction, Task<Outcome<ReleaseAct>>> decide, CancellationToken cancel)
    {
        if (!person.Scope.Everything)
        {
            return Refusals.NotAllowed;
        }

        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        await transaction.Run(Lock, cancel);
        var outcome = await decide(transaction);
        if (outcome.IsRefused)
        {
            return outcome.Refusal;
        }

        var act = outcome.Value;
        audit.Record(transaction.Session, new AuditEntry(person.Actor, act.Name, $"release:{act.Number}", act.Reason, act.Details));
        await transaction.Commit(CancellationToken.None);
        await using var after = store.QuerySession();
        return ReleaseView.Of((await after.LoadAsync<StatisticalRelease>(act.Number, CancellationToken.None))!);
    }

    /// <param name="replaced">The release that it corrects; null: the first of its week.</param>
    public async Task<ReleaseAct> Propose(TriageTransaction transaction, Person person, ReleasePeriod period, DateOnly asOf, IReadOnlyList<StatisticalRelease> ofPeriod, StatisticalRelease? replaced, string? reason, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var number = await Next(transaction.Session, zone.DayOf(now).Year, cancel);
        var content = ReleaseContent.Of(number, period, await Make(transaction, period, asOf, ofPeriod, cancel));
        var hash = ReleaseContent.HashOf(content.ToBytes());
        transaction.Session.Insert(content);
        transaction.Session.Events.StartStream<StatisticalRelease>(number, new ReleaseProposed(period.Name, period.From, period.To, asOf, settings.Threshold, hash, replaced?.Id, reason, person.Member, now));
        AuditDetail[] details = [new("period", period.Name), new("as-of", asOf.ToString("O", CultureInfo.InvariantCulture)), new("sha256", hash), .. replaced is null ? [] : new[] { new AuditDetail("replaces", replaced.Id) }];
        return new ReleaseAct(number, replaced is null ? AuditActs.ReleaseProposed : AuditActs.ReleaseRevised, reason, details);
    }

    public static async Task<IReadOnlyList<StatisticalRelease>> OfPeriod(TriageTransaction transaction, string period, CancellationToken cancel) =>
        await transaction.Session.Query<StatisticalRelease>().Where(release => release.Period == period).OrderBy(release => release.Id).ToListAsync(cancel);

    // Whoever reads this one may have read all that are out; with their objects, so that they add up in the same way.
    private async Task<ReleasedTables> Make(TriageTransaction transaction, ReleasePeriod period, DateOnly asOf, IReadOnlyList<StatisticalRelease> ofPeriod, CancellationToken cancel)
    {
        var earlier = new List<EarlierRelease>();
        foreach (var release in ofPeriod.Where(release => release.IsOut).OrderBy(release => release.AsOf))
        {
            var tables = (await transaction.Session.LoadAsync<ReleaseContent>(release.Id, cancel))!.Tables;
            earlier.Add(new EarlierRelease(tables, await ReadPeriod.Run(transaction, period, release.AsOf, tables.Objects, cancel)));
        }

        var objects = earlier.Count > 0 ? earlier[0].Tables.Objects : await ReadPeriod.Objects(transaction, period, asOf, cancel);
        return ControlRelease.Run(await ReadPeriod.Run(transaction, period, asOf, objects, cancel), earlier, settings.Rules);
    }

    // What was refused keeps its number.
    private static async Task<string> Next(IQuerySession session, int year, CancellationToken cancel)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"R-{year}-");
        var made = await session.Query<StatisticalRelease>().CountAsync(release => release.Id.StartsWith(prefix, StringComparison.Ordinal), cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{made + 1:D3}");
    }
}

/// <summary>What was done to a release, for the trail.</summary>
internal sealed record ReleaseAct(string Number, string Name, string? Reason = null, IReadOnlyList<AuditDetail>? Details = null);
