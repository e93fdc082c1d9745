using System.Collections.Frozen;
using System.Security.Cryptography;

namespace TipIntake.Security.RateLimits;

/// <summary>
/// While one object, or the whole service, gets more tips than anybody can read, a tip is deferred unless work is shown for it; the first
/// tips of a source may wait instead (infra/docs/decisions/0010). What counts is stored tips only, and of those none that their source's
/// limit has deferred: a single flooder cannot push an object over.
/// </summary>
internal sealed class LanePressure(TipLanes lanes)
{
    private const int ObjectCapacity = 1 << 14;
    private const ulong Everything = 1;

    // Whoever waits sends a form twice: before and after.
    private const int RequestsOfAWait = 2;

    private readonly PeriodCounters objects = new(lanes.Object.Period, ObjectCapacity);
    private readonly PeriodCounters deployment = new(lanes.Deployment.Period, capacity: 1);

    // As many times over its limit an object counts that somebody else has raised the alarm for.
    private const double Raised = 2;

    private volatile FrozenSet<string> raised = FrozenSet<string>.Empty;

    // Nobody outside can choose references that meet in one counter.
    private readonly CounterNames names = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>How many times over its limit this or everything would be with one more; null while neither is over.</summary>
    public double? On(ReadOnlySpan<char> reference, TimeSpan running)
    {
        var (forObject, forAll) = With(reference, running);
        return forObject > 1 || forAll > 1 ? Math.Max(forObject, forAll) : null;
    }

    /// <summary>For these objects the alarm is up whatever this node has counted; for all others only if it has.</summary>
    public void Raise(IEnumerable<string> references) => raised = references.ToFrozenSet(StringComparer.Ordinal);

    public bool IsRaised(ReadOnlySpan<char> reference) => raised is { Count: > 0 } known && known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(reference);

    /// <summary>Counts a tip that was stored.</summary>
    public void Count(ReadOnlySpan<char> reference, TimeSpan running)
    {
        objects.Table.Add(names.NameObject(reference), objects.PartAt(running));
        deployment.Table.Add(Everything, deployment.PartAt(running));
    }

    public Admission Apply(Admission admission, int sentBySource, ReadOnlySpan<char> reference, TimeSpan running)
    {
        var (forObject, forAll) = With(reference, running);
        if (forObject <= 1 && forAll <= 1)
        {
            return admission;
        }

        return admission with
        {
            Lane = Lane.Deferred,
            Reason = forObject > 1 ? AdmissionReason.Object : AdmissionReason.Deployment,
            Relief = sentBySource <= lanes.FirstTipsOfASource * RequestsOfAWait ? Relief.WorkOrWait : Relief.Work,
            IsOpenToFirstHand = forAll <= 1 && sentBySource <= lanes.FirstTipsOfASource,
        };
    }

    /// <summary>Both counts with one tip more, as multiples of their limits; above 1 an alarm is up.</summary>
    private (double Object, double Deployment) With(ReadOnlySpan<char> reference, TimeSpan running)
    {
        var name = reference.IsEmpty ? 0 : names.NameObject(reference);
        var forObject = reference.IsEmpty ? 0 : objects.Table.Peek(name, objects.PartAt(running)) + 1;
        var forAll = deployment.Table.Peek(Everything, deployment.PartAt(running)) + 1;
        var overObject = forObject / Limit(lanes.Object, name, running);
        return (IsRaised(reference) ? Math.Max(Raised, overObject) : overObject, forAll / Limit(lanes.Deployment, Everything, running));
    }

    // Privacy: everybody can see when an alarm goes up. With an exact limit, whoever raises it with their own tips could tell how many
    // came from others; so it is another one for each object and period, and nobody outside can work it out.
    private double Limit(LaneThreshold threshold, ulong name, TimeSpan running)
    {
        var drawn = names.Draw(name, running.Ticks / threshold.Period.Length.Ticks);
        return Math.Max(threshold.Limit * (1 + (lanes.Spread / 100.0 * ((2 * drawn) - 1))), 1);
    }
}
