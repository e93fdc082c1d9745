using TipIntake.Storage;

namespace TipIntake.Audit;

/// <summary>About every second: positions for new entries, a checkpoint when one is due, its file. Every node with a staff door tries; one at a time does it.</summary>
internal sealed class SequencerWorker(
    ChainEntries chain, MakeCheckpoint checkpoints, CheckpointFolder folder, StorageGuard guard, TimeProvider clock, AuditMeter meter, ILogger<SequencerWorker> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> failing = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, stoppingToken);
            if (guard.MayPromise)
            {
                await Try("sequencing", () => chain.Run(() => Try("signing", () => checkpoints.Run(stoppingToken), stoppingToken), stoppingToken), stoppingToken);
                await Try("writing", () => folder.WriteMissing(stoppingToken), stoppingToken);
            }
        }
    }

    // One step that fails holds up no other.
    private async Task Try(string step, Func<Task> act, CancellationToken cancel)
    {
        try
        {
            await act();
            failing.Remove(step);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // Once per outage and without the message, which may quote a row.
            meter.Failed(step);
            if (failing.Add(step))
            {
                log.LogError("The audit trail fails at {Step} ({Fault}); entries go on being written, and it is tried again", step, fault.GetType().Name);
            }
        }
    }
}
