using System.Runtime.CompilerServices;

namespace TipIntake.Security.RateLimits;

/// <summary>
/// How often something happened in the last period: the running part of it and the four parts before. The count reaches back a
/// little further than the period, never less, so no window of the period can hold more than the limit.
/// </summary>
internal struct WindowCounts
{
    /// <summary>A period is counted in so many parts.</summary>
    public const int Parts = 4;

    private const int Kept = Parts + 1;
    private const int Ceiling = int.MaxValue / Kept;

    private uint latest;
    private PartCounts counts;

    public readonly bool IsAlive(uint part) => latest != 0 && part < latest + Kept;

    public int Add(uint part)
    {
        Slide(part);
        ref var count = ref counts[(int)(latest % Kept)];
        count = Math.Min(count + 1, Ceiling);
        return Sum();
    }

    public void Remove(uint part)
    {
        ref var count = ref counts[(int)(part % Kept)];
        if (part <= latest && latest - part < Kept && count > 0)
        {
            count--;
        }
    }

    public readonly int At(uint part)
    {
        var later = this;
        later.Slide(part);
        return later.Sum();
    }

    /// <summary>How many parts must pass until one more fits under the limit.</summary>
    public readonly uint PartsUntilRoom(int limit, uint part)
    {
        var later = this;
        for (var wait = 0u; wait < Kept; wait++)
        {
            later.Slide(part + wait);
            if (later.Sum() < limit)
            {
                return wait;
            }
        }

        return Kept;
    }

    private void Slide(uint part)
    {
        // Two requests can reach a counter in the other order than they read the clock; a counter never goes back.
        if (part <= latest)
        {
            return;
        }

        var gone = Math.Min(part - latest, Kept);
        for (var i = 0u; i < gone; i++)
        {
            counts[(int)((part - i) % Kept)] = 0;
        }

        latest = part;
    }

    private readonly int Sum()
    {
        var sum = 0;
        for (var i = 0; i < Kept; i++)
        {
            sum += counts[i];
        }

        return sum;
    }

    [InlineArray(Kept)]
    private struct PartCounts
    {
        private int first;
    }
}
