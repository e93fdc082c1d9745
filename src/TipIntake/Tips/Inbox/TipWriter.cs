using Npgsql;

namespace TipIntake.Tips;

/// <summary>
/// The one writer behind the inbox: takes whatever waits and stores it with one COPY in one transaction. No artificial delay:
/// while one commit is in flight the next batch forms by itself.
/// </summary>
internal sealed class TipWriter(TipInbox inbox, TipBatch batches, ILogger<TipWriter> log) : BackgroundService
{
    private const int LargestBatch = 500;

    /// <summary>Called by the host after the listeners have stopped: everything accepted is still stored.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        inbox.Close();

        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The stopping token is not used: closing the inbox ends the loop, so that nothing accepted is dropped.
        var batch = new List<PendingTip>(LargestBatch);

        while (await inbox.Waiting.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();

            while (batch.Count < LargestBatch && inbox.Waiting.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            await Store(batch);
        }
    }

    private async Task Store(List<PendingTip> batch)
    {
        inbox.BatchBegins();

        try
        {
            await batches.Store(batch);
        }
        catch (Exception fault)
        {
            // Never let the loop die: every later tip would wait for ever. The message is left out, it may quote a row.
            log.LogError("A batch of {Count} tips failed unexpectedly: {Fault} {State}", batch.Count, fault.GetType().Name, (fault as PostgresException)?.SqlState);
            batch.ForEach(pending => pending.Complete(StoringResult.Unknown));
        }

        inbox.BatchEnds(stored: !batch.Exists(pending => pending.HasFailed));
    }
}
