using System.Diagnostics;

namespace TipIntake.Catalogue;

/// <summary>
/// Has a picture decoded and re-encoded by a confined child process, one picture per child. Whatever the child does, the
/// caller gets renditions or a refusal code.
/// </summary>
internal sealed class PhotoWorker(PhotoWorkerLimits limits) : IDisposable
{
    private const int EndedByAbort = 134;
    private const int EndedByTrap = 133;
    private const int EndedByKill = 137;
    private const int EndedByProcessorLimit = 152;

    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public Task<PhotoOutcome> MakeRenditions(ReadOnlyMemory<byte> original, CancellationToken cancel) => MakeRenditions(original, PhotoCut.None, cancel);

    public async Task<PhotoOutcome> MakeRenditions(ReadOnlyMemory<byte> original, PhotoCut cut, CancellationToken cancel)
    {
        if (!cut.IsPlausible)
        {
            return PhotoOutcome.Refused(PhotoRefusals.CutOutside);
        }

        if (PhotoHeader.Read(original.Span, out var header) is { } refusal)
        {
            return PhotoOutcome.Refused(refusal);
        }

        if (!PhotoEnd.IsThere(original.Span, header.Format))
        {
            return PhotoOutcome.Refused(PhotoRefusals.Truncated);
        }

        await places.WaitAsync(cancel);
        try
        {
            return await RunChild(original, cut, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<PhotoOutcome> RunChild(ReadOnlyMemory<byte> original, PhotoCut cut, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(limits.Time);
        using var child = Process.Start(PhotoWorkerStart.For(limits))
            ?? throw new InvalidOperationException("The photo worker did not start.");
        try
        {
            var sent = Send(child, PhotoTask.Head(cut), original, deadline.Token);
            var discarded = ReadUpTo(child.StandardError.BaseStream, int.MaxValue, keep: false, deadline.Token);
            var answer = await ReadUpTo(child.StandardOutput.BaseStream, PhotoAnswer.LongestAnswer, keep: true, deadline.Token);
            if (answer is null)
            {
                return PhotoOutcome.Refused(PhotoRefusals.WorkerFailed);
            }

            await Task.WhenAll(sent, discarded, child.WaitForExitAsync(deadline.Token));
            return child.ExitCode == 0 ? PhotoAnswer.Read(answer) : PhotoOutcome.Refused(Explain(child.ExitCode));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return PhotoOutcome.Refused(PhotoRefusals.TakesTooLong);
        }
        finally
        {
            child.Kill(entireProcessTree: false);
        }
    }

    private static string Explain(int exitCode) => exitCode switch
    {
        EndedByAbort or EndedByTrap or EndedByKill => PhotoRefusals.NeedsTooMuchMemory,
        EndedByProcessorLimit => PhotoRefusals.TakesTooLong,
        _ => PhotoRefusals.WorkerFailed,
    };

    private static async Task Send(Process child, byte[] head, ReadOnlyMemory<byte> original, CancellationToken cancel)
    {
        try
        {
            await child.StandardInput.BaseStream.WriteAsync(head, cancel);
            await child.StandardInput.BaseStream.WriteAsync(original, cancel);
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child refused or died before it had read everything; its exit code tells which.
        }
    }

    private static async Task<byte[]?> ReadUpTo(Stream stream, int most, bool keep, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (kept.Length + read > most)
            {
                return null;
            }

            if (keep)
            {
                kept.Write(buffer, 0, read);
            }
        }

        return kept.ToArray();
    }
}
