namespace TipIntake.Tips;

/// <summary>How long one batch may be tried before its senders are told to come back with the same key; starts when it is made.</summary>
internal sealed class BatchDeadline(TimeProvider clock)
{
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly long started = clock.GetTimestamp();

    public bool IsOver => Left <= TimeSpan.Zero;

    private TimeSpan Left => Whole - clock.GetElapsedTime(started);

    /// <summary>
    /// Runs one attempt and does not wait beyond its time. Before the driver gives a query up it asks the server to cancel it, and a
    /// frozen server keeps it waiting for that, too: such an attempt is left to itself and may still succeed. What succeeds after its
    /// time is not believed: a commit that waits for its standby and is cancelled ends with "done", on this one server.
    /// </summary>
    public async Task<T> Attempt<T>(Func<CancellationToken, Task<T>> attempt)
    {
        var longest = TimeSpan.FromTicks(Math.Clamp(Left.Ticks, ShortestAttempt.Ticks, LongestAttempt.Ticks));

        using var limit = new CancellationTokenSource(longest, clock);
        var done = await attempt(limit.Token).WaitAsync(longest + Grace, clock);
        limit.Token.ThrowIfCancellationRequested();
        return done;
    }
}
