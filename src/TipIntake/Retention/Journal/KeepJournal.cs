using Marten;
using TipIntake.Storage;
using TipIntake.Tips;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <summary>
/// Copies the journal of erasures to files outside the database, within seconds. Where the files know of an erasure that the database does not, an older copy of the database was
/// restored: nothing is written, and the log says so, until <c>erasures replay</c> has been run.
/// </summary>
internal sealed class KeepJournal(IDocumentStore store, DatabaseConnections connections, JournalFiles files, TimeProvider clock, ILogger<KeepJournal> log)
{
    private const long Turn = 0x4A_4F_55_52_4E;
    private const int MostAtOnce = 5_000;

    private static readonly string New = $"select tip, at, cause from {ErasureTable.QualifiedName} where not journaled order by at, tip limit {MostAtOnce} for update";

    private const string Keep = $"update {ErasureTable.QualifiedName} set journaled = true where tip = any($1)";

    private const string Knows = $"select exists (select from {ErasureTable.QualifiedName} where tip = $1)";

    private const string Written = $"select exists (select from {ErasureTable.QualifiedName} where journaled)";

    private bool isBehind;

    /// <summary>Whether an older copy of the database was restored and the journal waits to be replayed.</summary>
    public bool NeedsReplay => isBehind;

    /// <summary>Whether there may be more.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await transaction.TakeTurn(Turn, cancel) || await IsBehind(transaction, cancel))
        {
            return false;
        }

        var erasures = await transaction.Read(New, row => new Erasure(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), Enum.Parse<ErasureCause>(row.GetString(2))), cancel);
        if (erasures.Count == 0)
        {
            return false;
        }

        // Twice in the files after a crash between these two; never nowhere.
        files.Add(erasures, RetentionDay.DayOf(clock.GetUtcNow()));
        await transaction.Run(Keep, cancel, [erasures.Select(erasure => erasure.Tip).ToArray()]);
        await transaction.Commit(cancel);
        return erasures.Count == MostAtOnce;
    }

    private async Task<bool> IsBehind(TriageTransaction transaction, CancellationToken cancel)
    {
        // Written before, and nowhere to be seen: the mount is away. What was added beside it would be missing from it for good.
        if (files.Last() is null && (await transaction.Read(Written, row => row.GetBoolean(0), cancel))[0])
        {
            throw new DirectoryNotFoundException("The journal of erasures is not where it was.");
        }

        var was = isBehind;
        isBehind = files.Last() is { } last && !(await transaction.Read(Knows, row => row.GetBoolean(0), cancel, last.Tip))[0];
        if (isBehind && !was)
        {
            log.LogCritical("The journal in Retention:Journal:Path knows of erasures that this database does not: an older copy was restored. Run erasures replay before anybody reads");
        }

        return isBehind;
    }
}
