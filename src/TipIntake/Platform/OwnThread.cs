namespace TipIntake.Platform;

/// <summary>Work that keeps a processor busy, on a thread of its own: the pool has as many threads as there are processors, and they are there to answer people.</summary>
internal static class OwnThread
{
    public static Task<T> Run<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
