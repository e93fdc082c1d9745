namespace TipIntake.IntegrationTests.Harness;

/// <summary>The real clock, moved forward by the test: what waits in real time goes on waiting.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long moved;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref moved));

    public void Advance(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
}
