using Marten;
using TipIntake.Audit;
using TipIntake.Statistics;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <param name="Known">How many different tips the journal names.</param>
/// <param name="Emptied">How many of them were there again, and are emptied once more.</param>
internal sealed record ReplayResult(int Known, int Emptied);

/// <summary>After a backup was restored: empties again what was emptied since. Can be repeated; what is empty stays so.</summary>
internal sealed class ReplayErasures(IDocumentStore store, DatabaseConnections connections, CountChanges counting, AuditTrail audit, TimeProvider clock)
{
    private const int AtOnce = 2_000;
    private const int MostSeconds = 600;
    private const int MostTries = 10;

    // Leads of which the journal names every tip that is still there: these were erased as a whole, by age.
    private const string Whole = $"""
        select p.lead from {PlacementTable.QualifiedName} p join {DatabaseConnections.Schema}.mt_doc_tip t on t.id = p.tip and t.data ->> 'withdrawnAt' is null
        where p.lead in (select lead from {PlacementTable.QualifiedName} where tip = any($1)) group by p.lead having bool_and(p.tip = any($1))
        """;

    private const string Inserted = $"insert into {ErasureTable.QualifiedName} (tip, at, cause, journaled) select *, true from unnest($1::uuid[], $2::timestamptz[], $3::text[]) on conflict (tip) do update set (at, cause, journaled) = (excluded.at, excluded.cause, true)";

    /// <param name="done">Told after each step how many of how many are done.</param>
    public async Task<ReplayResult> Run(IEnumerable<Erasure> journal, Action<int, int> done, CancellationToken cancel)
    {
        Erasure[] known = [.. journal.DistinctBy(erasure => erasure.Tip)];
        var aged = known.Where(erasure => erasure.Cause == ErasureCause.Aged).Select(erasure => erasure.Tip).ToArray();
        var emptied = 0;
        for (var tries = 0; tries < MostTries && await EraseWhole(aged, cancel) is { } some; tries++)
        {
            emptied += some;
        }

        // Whatever is left of those goes as if it had been taken back; so does what senders and authorities wanted gone.
        foreach (var (number, some) in known.Chunk(AtOnce).Index())
        {
            emptied += await EmptyOneByOne(some, cancel);
            done((number * AtOnce) + some.Length, known.Length);
        }

        return new ReplayResult(known.Length, emptied);
    }

    // Null: none is left. Those of which something is not counted yet wait for the next try.
    private async Task<int?> EraseWhole(Guid[] tips, CancellationToken cancel)
    {
        while (await counting.Run(cancel))
        {
        }

        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        transaction.MostSeconds = MostSeconds;
        await KeepCounted.WaitForTurn(transaction, cancel);
        var leads = await transaction.Read(Whole, row => row.GetString(0), cancel, [tips]);
        if (leads.Count == 0)
        {
            return null;
        }

        var rows = await LeadRows.Hold(transaction.Database, leads, cancel);
        var counted = await KeepCounted.Complete(transaction, [.. leads], cancel);
        var emptied = await EraseLeads.Run(transaction, [.. counted.Select(lead => (rows[lead], "replayed"))], clock.GetUtcNow(), cancel);
        audit.Record(transaction.Session, Entry(emptied));
        await transaction.Commit(cancel);
        return emptied;
    }

    private async Task<int> EmptyOneByOne(Erasure[] some, CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        var now = clock.GetUtcNow();
        var emptied = await transaction.Empty("select unnest($3::uuid[])", some.Select(erasure => erasure.Tip).ToArray(), ErasureCause.Withdrawn, now, cancel);
        await transaction.Run(Inserted, cancel, some.Select(erasure => erasure.Tip).ToArray(), some.Select(erasure => erasure.At.UtcDateTime).ToArray(), some.Select(erasure => erasure.Cause.ToString()).ToArray());
        if (emptied.Length > 0)
        {
            foreach (var lane in (await transaction.Session.LoadManyAsync<Tip>(cancel, emptied)).GroupBy(tip => tip.Lane))
            {
                transaction.Session.Insert(TipNews.Of(TipNewsKind.Withdrawn, lane.Key, [.. lane.Select(tip => tip.Id)], now));
            }

            audit.Record(transaction.Session, Entry(emptied.Length));
        }

        await transaction.Commit(cancel);
        return emptied.Length;
    }

    private static AuditEntry Entry(int tips) => new("terminal", AuditActs.TipsErased, "retention", "replayed", [new("tips", tips.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
}
