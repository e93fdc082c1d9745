using System.Security.Cryptography;
using Marten;
using TipIntake.Audit;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <summary>The rate of an object, weighed up to a minute. Gone when it is what it is for an object that nobody tells about.</summary>
/// <param name="Id">The object's reference.</param>
/// <param name="Next">The first minute that is not weighed.</param>
internal sealed record ObjectArrivals(string Id, DateTimeOffset Next, ArrivalRate Rate);

/// <summary>Up to which minute all objects are weighed.</summary>
internal sealed record WeighedUntil(string Id, DateTimeOffset Minute);

/// <summary>Once a minute, on one node: weighs what came for each object, and begins or ends its burst.</summary>
internal sealed class WatchBursts(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, TimeProvider clock)
{
    private const long Turn = 0x42_55_52_53_54;

    private const string Actor = "worker:bursts";

    private const string Only = "arrivals";

    /// <summary>After a longer silence of this worker only the last day is weighed.</summary>
    private const int MostMinutes = 24 * 60;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private const string Take = $"delete from {ArrivalTable.QualifiedName} where minute <= $1 returning object, minute, tips";

    /// <summary>False when no further minute is over, or another node weighs it.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var last = ArrivalTable.MinuteOf(clock.GetUtcNow()) - Minute;
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await transaction.TakeTurn(Turn, cancel) || (await transaction.Session.LoadAsync<WeighedUntil>(Only, cancel))?.Minute >= last)
        {
            return false;
        }

        var arrived = await Read(transaction, last, cancel);
        var known = await transaction.Session.Query<ObjectArrivals>().ToListAsync(cancel);
        var ended = new List<string>();
        foreach (var before in known.Concat(Fresh(arrived, [.. known.Select(one => one.Id)])))
        {
            var after = Weigh(before, arrived.GetValueOrDefault(before.Id) ?? [], last);
            Keep(transaction.Session, before, after);
            ended.AddRange(before.Rate.Since is not null && after.Rate.Since is null ? [after.Id] : []);
        }

        await CatchUp(transaction, ended, cancel);
        transaction.Session.Store(new WeighedUntil(Only, last));
        await transaction.Commit(cancel);
        return true;
    }

    private static IEnumerable<ObjectArrivals> Fresh(Dictionary<string, SortedDictionary<DateTimeOffset, int>> arrived, HashSet<string> known) => arrived
        .Where(ofObject => !known.Contains(ofObject.Key))
        .Select(ofObject => new ObjectArrivals(ofObject.Key, ofObject.Value.First().Key, ArrivalRate.Begin(DrawThreshold())));

    private static ObjectArrivals Weigh(ObjectArrivals before, SortedDictionary<DateTimeOffset, int> tips, DateTimeOffset last)
    {
        var minute = last - before.Next > MostMinutes * Minute ? last - (MostMinutes * Minute) : before.Next;
        // What was placed late counts in the first minute that is weighed now.
        var late = tips.Where(count => count.Key < minute).Sum(count => count.Value);
        var rate = before.Rate;
        for (; minute <= last; minute += Minute)
        {
            rate = rate.After(tips.GetValueOrDefault(minute) + late, minute, DrawThreshold());
            late = 0;
        }

        return new ObjectArrivals(before.Id, minute, rate);
    }

    private void Keep(IDocumentSession session, ObjectArrivals before, ObjectArrivals after)
    {
        if (after.Rate.IsSettled)
        {
            session.Delete<ObjectArrivals>(after.Id);
        }
        else
        {
            session.Store(after);
        }

        if (before.Rate.Since is null && after.Rate.Since is { } since)
        {
            session.Store(new ObjectBurst(after.Id, since));
            audit.Record(session, new AuditEntry(Actor, AuditActs.BurstBegan, $"object:{after.Id}"));
        }
        else if (before.Rate.Since is not null && after.Rate.Since is null)
        {
            session.Delete<ObjectBurst>(after.Id);
            audit.Record(session, new AuditEntry(Actor, AuditActs.BurstEnded, $"object:{after.Id}"));
        }
    }

    // Copies that came meanwhile were counted, no more.
    private static async Task CatchUp(TriageTransaction transaction, List<string> ended, CancellationToken cancel)
    {
        foreach (var reference in ended.Order(StringComparer.Ordinal))
        {
            await MarkStale.Copied(transaction, reference, cancel);
            await SuggestHypotheses.Note(transaction, [(reference, 0)], cancel);
        }
    }

    private static double DrawThreshold() =>
        ArrivalRate.LeastThreshold + ((ArrivalRate.MostThreshold - ArrivalRate.LeastThreshold) * RandomNumberGenerator.GetInt32(1_000) / 1_000);

    private static async Task<Dictionary<string, SortedDictionary<DateTimeOffset, int>>> Read(TriageTransaction transaction, DateTimeOffset last, CancellationToken cancel)
    {
        await using var command = transaction.Command(Take, last.UtcDateTime);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new Dictionary<string, SortedDictionary<DateTimeOffset, int>>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
        {
            var ofObject = found.GetValueOrDefault(rows.GetString(0)) ?? (found[rows.GetString(0)] = []);
            ofObject[rows.GetFieldValue<DateTimeOffset>(1)] = rows.GetInt32(2);
        }

        return found;
    }
}
