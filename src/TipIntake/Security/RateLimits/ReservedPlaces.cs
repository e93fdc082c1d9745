using System.Security.Cryptography;

namespace TipIntake.Security.RateLimits;

/// <summary>
/// Places in the first lane that each object keeps while its alarm is up, so that what is worth most needs no work. So many in a period and no more,
/// or they would be a way around the work for everybody.
/// </summary>
internal sealed class ReservedPlaces(TipLanes lanes)
{
    private const int Objects = 1 << 12;

    private readonly int most = (int)Math.Ceiling(lanes.Object.Limit * (lanes.FirstHandShare / 100.0));
    private readonly PeriodCounters taken = new(lanes.Object.Period, Objects);
    private readonly CounterNames names = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Null when none is left.</summary>
    public ReservedPlace? TryTake(ReadOnlySpan<char> reference, TimeSpan running)
    {
        var (name, part) = (names.NameObject(reference), taken.PartAt(running));
        if (taken.Table.Add(name, part) <= most)
        {
            return new ReservedPlace(taken.Table, name, part);
        }

        taken.Table.Remove(name, part);
        return null;
    }
}

/// <summary>A place for a tip that is not stored yet; given back unless it is kept.</summary>
internal sealed class ReservedPlace(CounterTable table, ulong name, uint part) : IDisposable
{
    private bool kept;

    public void Keep() => kept = true;

    public void Dispose()
    {
        if (!kept)
        {
            table.Remove(name, part);
            kept = true;
        }
    }
}
