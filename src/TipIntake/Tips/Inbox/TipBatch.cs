using Marten;
using Npgsql;
using TipIntake.Security.RateLimits;

namespace TipIntake.Tips;

/// <summary>
/// Stores a batch of tips with one COPY in one transaction, and tells each request the truth about its own tip. What fails how,
/// and what is done about it, is in infra/docs/decisions/0002.
/// </summary>
internal sealed class TipBatch(IDocumentStore store, NamedTips tips, Admissions admissions, TimeProvider clock, ILogger<TipBatch> log)
{
    /// <summary>How long a tip may wait for its batch: as long as one good attempt of the batch before it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task Store(List<PendingTip> batch)
    {
        var deadline = new BatchDeadline(clock);
        var distinct = FoldTwins(RefuseLate(batch));

        if (distinct.Exists(pending => pending.EarlierIds.Length > 0))
        {
            distinct = await UntilDeadline(distinct, deadline, AnswerStanding);
        }

        await StoreAll(distinct, deadline);
    }

    private async Task StoreAll(List<PendingTip> batch, BatchDeadline deadline)
    {
        var mayStand = false;

        while (batch.Count > 0)
        {
            switch (await Copy(batch, deadline))
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
                    await StoreAll(batch[..half], deadline);
                    await StoreAll(batch[half..], deadline);
                    return;

                case CopyResult.NoRoom:
                    // An earlier attempt whose fate is unknown may still be committed.
                    batch.ForEach(pending => pending.Complete(mayStand ? StoringResult.Unknown : StoringResult.NotNow));
                    return;

                case CopyResult.IdStands:
                    batch = await UntilDeadline(batch, deadline, AnswerStanding);
                    break;

                default:
                    mayStand = true;
                    // The commit's fate is unknown: look, on another connection, before trying again.
                    await Task.Delay(Pause, clock);
                    batch = await UntilDeadline(batch, deadline, AnswerStanding);
                    break;
            }
        }
    }

    private async Task<CopyResult> Copy(List<PendingTip> batch, BatchDeadline deadline)
    {
        try
        {
            // Never a request's token: a sender who leaves must not take back a commit that others wait for.
            return await deadline.Attempt(async limit =>
            {
                await store.BulkInsertDocumentsAsync(Documents(batch, clock.GetUtcNow()), cancellation: limit);
                return CopyResult.Committed;
            });
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
        catch (PostgresException fault) when (HasNoRoom(fault))
        {
            log.LogWarning("The database has no room for a batch of {Count} ({State})", batch.Count, fault.SqlState);
            return CopyResult.NoRoom;
        }
        catch (Exception fault)
        {
            log.LogWarning("A commit of {Count} tips has an unknown outcome ({Fault} {State})", batch.Count, fault.GetType().Name, (fault as PostgresException)?.SqlState);
            return CopyResult.Unknown;
        }
    }

    // A full disk, no memory, no connection left. An error ends the transaction, so nothing is kept; worse than an error is the end
    // of the connection, and then only a look can tell. Without a connection nothing was sent at all.
    private static bool HasNoRoom(PostgresException fault) => fault switch
    {
        { SqlState: PostgresErrorCodes.TooManyConnections } => true,
        { InvariantSeverity: "ERROR", SqlState: var state } => state.StartsWith("53", StringComparison.Ordinal),
        _ => false,
    };

    private IEnumerable<object> Documents(List<PendingTip> batch, DateTimeOffset now)
    {
        foreach (var alike in batch.GroupBy(pending => (pending.Tip.Lane, Bundled: Bundling.AppliesTo(pending.Tip, admissions.IsRaised(pending.Tip.Object)))))
        {
            yield return TipNews.Of(TipNewsKind.Arrived, alike.Key.Lane, [.. alike.Select(pending => pending.Tip.Id)], now, alike.Key.Bundled);
        }

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
    private async Task<List<PendingTip>> AnswerStanding(List<PendingTip> batch, CancellationToken limit)
    {
        var standing = (await tips.FindKept([.. batch.SelectMany(IdsOf)], limit)).ToDictionary(tip => tip.Id);

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

    private async Task<List<PendingTip>> UntilDeadline(List<PendingTip> batch, BatchDeadline deadline, Func<List<PendingTip>, CancellationToken, Task<List<PendingTip>>> attempt)
    {
        while (!deadline.IsOver)
        {
            try
            {
                return await deadline.Attempt(limit => attempt(batch, limit));
            }
            catch (Exception fault) when (fault is NpgsqlException or OperationCanceledException or TimeoutException or Marten.Exceptions.MartenCommandException)
            {
                await Task.Delay(Pause, clock);
            }
        }

        batch.ForEach(pending => pending.Complete(StoringResult.Unknown));
        return [];
    }

    // Nothing of theirs was tried, so they can be told that nothing was kept.
    private List<PendingTip> RefuseLate(List<PendingTip> batch) => batch.FindAll(pending =>
    {
        var isLate = clock.GetElapsedTime(pending.Since) > LongestWait;
        if (isLate)
        {
            pending.Complete(StoringResult.NotNow);
        }

        return !isLate;
    });

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
        NoRoom,
        Unknown,
    }
}
