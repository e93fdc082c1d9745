using System.Numerics;

namespace TipIntake.Benchmarks.Load;

/// <summary>Counts durations in microseconds, in buckets no wider than 0.8 % of their value, without allocating while it counts.</summary>
internal sealed class Histogram
{
    private const int Bits = 7;
    private const int Longest = 40;
    private readonly long[] counts = new long[Longest << Bits];

    public long Count { get; private set; }

    public long Max { get; private set; }

    public void Add(long microseconds)
    {
        var value = Math.Max(0, microseconds);
        counts[Math.Min(BucketOf(value), counts.Length - 1)]++;
        Count++;
        Max = Math.Max(Max, value);
    }

    /// <summary>The upper edge of the bucket that holds the given share of all values: never better than the truth.</summary>
    public long Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0)
            {
                return Math.Min(UpperEdge(bucket), Max);
            }
        }

        return Max;
    }

    public Latency Summary() =>
        new(Percentile(0.5), Percentile(0.9), Percentile(0.99), Percentile(0.999), Max);

    private static int BucketOf(long value)
    {
        if (value < 2 << Bits)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2((ulong)value) - Bits;
        return (shift << Bits) + (int)(value >> shift);
    }

    private static long UpperEdge(int bucket)
    {
        if (bucket < 2 << Bits)
        {
            return bucket;
        }

        var shift = (bucket >> Bits) - 1;
        return ((bucket - (shift << Bits) + 1L) << shift) - 1;
    }
}

/// <summary>Percentiles in microseconds.</summary>
internal sealed record Latency(long P50, long P90, long P99, long P999, long Max);
