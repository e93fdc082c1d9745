using System.Numerics;

namespace TipIntake.Security.RateLimits;

/// <summary>
/// Counters for one period in a table of fixed size. A counter gives up its place only when its period is over. When a row is full,
/// newcomers share the row's last counter, and whoever finds a place later takes that count along: overload counts somebody too
/// high, it never forgets.
/// </summary>
internal sealed class CounterTable
{
    private const int Row = 16;
    private const int Shared = Row - 1;
    private const int Stripes = 256;

    private readonly Entry[] entries;
    private readonly ulong rowMask;
    private readonly Lock[] locks = [.. Enumerable.Range(0, Stripes).Select(_ => new Lock())];

    public CounterTable(int capacity)
    {
        var rows = BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity / Row, 1));
        entries = new Entry[rows * Row];
        rowMask = rows - 1;
    }

    /// <summary>Counts one more and says how many that makes.</summary>
    public int Add(ulong key, uint part)
    {
        lock (Gate(key))
        {
            return Place(key, part).Add(part);
        }
    }

    /// <summary>Takes back what <see cref="Add"/> counted in that part of the period.</summary>
    public void Remove(ulong key, uint part)
    {
        lock (Gate(key))
        {
            Place(key, part).Remove(part);
        }
    }

    public uint PartsUntilRoom(ulong key, int limit, uint part)
    {
        lock (Gate(key))
        {
            return Place(key, part).PartsUntilRoom(limit, part);
        }
    }

    /// <summary>What is counted under a key that nothing is added to any more.</summary>
    public int Read(ulong key, uint part)
    {
        lock (Gate(key))
        {
            foreach (ref readonly var entry in RowOf(key)[..Shared])
            {
                if (entry.Key == key)
                {
                    return entry.Counts.At(part);
                }
            }

            return 0;
        }
    }

    /// <summary>What <see cref="Add"/> would find, without adding.</summary>
    public int Peek(ulong key, uint part)
    {
        lock (Gate(key))
        {
            var row = RowOf(key);
            foreach (ref readonly var entry in row[..Shared])
            {
                if (entry.Key == key)
                {
                    return entry.Counts.At(part);
                }
            }

            return row[Shared].Counts.At(part);
        }
    }

    private ref WindowCounts Place(ulong key, uint part)
    {
        var row = RowOf(key);
        var free = -1;
        for (var i = 0; i < Shared; i++)
        {
            if (row[i].Key == key)
            {
                return ref row[i].Counts;
            }

            free = free < 0 && !row[i].Counts.IsAlive(part) ? i : free;
        }

        ref var shared = ref row[Shared].Counts;
        if (free < 0)
        {
            return ref shared;
        }

        row[free].Key = key;
        row[free].Counts = shared.IsAlive(part) ? shared : default;
        return ref row[free].Counts;
    }

    private Span<Entry> RowOf(ulong key) => entries.AsSpan((int)(key & rowMask) * Row, Row);

    private Lock Gate(ulong key) => locks[key & rowMask & (Stripes - 1)];

    private struct Entry
    {
        public ulong Key;
        public WindowCounts Counts;
    }
}
