using Marten;
using Npgsql;

namespace TipIntake.Tips;

/// <summary>
/// Stores a batch of tips with one COPY in one transaction, and tells each request the truth about its own tip. What fails how,
/// and what is done about it, is in infra/docs/decisions/0002.
/// </summary>
internal sealed class TipBatch(IDocumentStore store, TimeProvider clock, ILogger<TipBatch> log)
{
    /// <summary>How long a batch may be tried before its senders are told to come back with the same key.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task Store(List<PendingTip> batch)
    {
        var started = clock.GetTimestamp();
        var distinct = FoldTwins(batch);

        if (distinct.Exists(pending => pending.EarlierIds.Length > 0))
        {
            distinct = await UntilDeadline(distinct, started, AnswerStanding);
        }

        await StoreAll(distinct, started);
    }

    private async Task StoreAll(List<PendingTip> batch, long started)
    {
        while (batch.Count > 0)
        {
            switch (await Copy(batch))
            {
                case CopyResult.Committed:
                    batch.ForEach(pending => pending.Complete(StoringResult.Stored));
                    return;

                case CopyResult.RefusedRow when batch.Count == 1:
                    batch[0].Complete(StoringResult.NotStored);
                    return;

                case CopyResult.RefusedRow:
                    // One row that the database does not take must not cost the others theirs.
                    var half = batch.Count / 2;
                    await StoreAll(batch[..half], started);
                    await StoreAll(batch[half..], started);
                    return;

                default:
                    // An id stands already, or the commit's fate is unknown: look, on another connection, before trying again.
                    batch = await UntilDeadline(batch, started, AnswerStanding);
                    break;
            }
        }
    }

    private async Task<CopyResult> Copy(List<PendingTip> batch)
    {
        // Never a request's token: a sender who leaves must not take back a commit that others wait for.
        using var limit = new CancellationTokenSource(LongestAttempt, clock);

        try
        {
            await store.BulkInsertDocumentsAsync(Documents(batch), cancellation: limit.Token);
            return CopyResult.Committed;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return CopyResult.IdStands;
        }
        catch (PostgresException fault) when (fault.SqlState.StartsWith("22", StringComparison.Ordinal) || fault.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            log.LogWarning("The database refused a row in a batch of {Count} ({State})", batch.Count, fault.SqlState);
            return CopyResult.RefusedRow;
        }
        catch (Exception fault)
        {
            log.LogWarning("A commit of {Count} tips has an unknown outcome ({Fault} {State})", batch.Count, fault.GetType().Name, (fault as PostgresException)?.SqlState);
            return CopyResult.Unknown;
        }
    }

    private static IEnumerable<object> Documents(List<PendingTip> batch)
    {
        foreach (var pending in batch)
        {
            yield return pending.Tip;

            if (pending.Contact is { } contact)
            {
                yield return contact;
            }
        }
    }

    // Answers those whose tip stands in the database; returns the rest.
    private async Task<List<PendingTip>> AnswerStanding(List<PendingTip> batch)
    {
        using var limit = new CancellationTokenSource(LongestAttempt, clock);
        await using var session = store.QuerySession();

        var ids = batch.SelectMany(IdsOf).ToArray();
        var standing = (await session.LoadManyAsync<Tip>(limit.Token, ids)).ToDictionary(tip => tip.Id);

        return batch.FindAll(pending =>
        {
            var found = IdsOf(pending).Select(standing.GetValueOrDefault).FirstOrDefault(tip => tip is not null);
            if (found is not null)
            {
                pending.AnswerWith(found);
            }

            return found is null;
        });
    }

    private static IEnumerable<Guid> IdsOf(PendingTip pending) => pending.EarlierIds.Select(earlier => earlier.Id).Append(pending.Tip.Id);

    private async Task<List<PendingTip>> UntilDeadline(List<PendingTip> batch, long started, Func<List<PendingTip>, Task<List<PendingTip>>> attempt)
    {
        while (clock.GetElapsedTime(started) < Deadline)
        {
            try
            {
                return await attempt(batch);
            }
            catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException or TimeoutException or Marten.Exceptions.MartenCommandException)
            {
                await Task.Delay(Pause, clock);
            }
        }

        batch.ForEach(pending => pending.Complete(StoringResult.Unknown));
        return [];
    }

    // The same request twice in one batch: the second shares the first one's fate.
    private static List<PendingTip> FoldTwins(List<PendingTip> batch)
    {
        var first = new Dictionary<Guid, PendingTip>(batch.Count);

        return batch.FindAll(pending =>
        {
            if (first.TryAdd(pending.Tip.Id, pending))
            {
                return true;
            }

            _ = pending.ShareFateOf(first[pending.Tip.Id]);
            return false;
        });
    }

    private enum CopyResult
    {
        Committed,
        IdStands,
        RefusedRow,
        Unknown,
    }
}
