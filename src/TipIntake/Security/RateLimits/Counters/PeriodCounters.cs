namespace TipIntake.Security.RateLimits;

/// <summary>The counters of one period, and how its time is divided.</summary>
internal sealed class PeriodCounters(Period period, int capacity)
{
    // Part 0 means "never counted".
    private const uint FirstPart = 8;

    private readonly long partTicks = period.Length.Ticks / WindowCounts.Parts;

    public CounterTable Table { get; } = new(capacity);

    public uint PartAt(TimeSpan running) => FirstPart + (uint)(running.Ticks / partTicks);

    /// <summary>How long until that many parts have gone by; 1 is the end of the running part.</summary>
    public TimeSpan Until(uint parts, TimeSpan running) => TimeSpan.FromTicks((parts * partTicks) - (running.Ticks % partTicks));

    /// <summary>Whether what is counted now may have begun before midnight, under the name of the day before.</summary>
    public bool ReachesIntoYesterday(DateTimeOffset now) => now.UtcDateTime.TimeOfDay < Longest;

    /// <summary>After so long without a request a counter is empty for certain.</summary>
    public TimeSpan Longest => period.Length + TimeSpan.FromTicks(partTicks);
}
