using System.Security.Cryptography;

namespace TipIntake.Security.RateLimits;

/// <summary>
/// While one object, or the whole service, gets more tips than anybody can read, a tip is deferred unless work is shown for it; the first
/// tips of a source may wait instead (infra/docs/decisions/0010). Tips that their source's limit has deferred do not count here: a single flooder cannot push an object over.
/// </summary>
internal sealed class LanePressure(TipLanes lanes)
{
    private const int ObjectCapacity = 1 << 14;
    private const ulong Everything = 1;

    // Whoever waits sends a form twice: before and after.
    private const int RequestsOfAWait = 2;

    private readonly PeriodCounters objects = new(lanes.Object.Period, ObjectCapacity);
    private readonly PeriodCounters deployment = new(lanes.Deployment.Period, capacity: 1);

    // Nobody outside can choose references that meet in one counter.
    private readonly CounterNames names = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>How many times over its limit this or everything would be with one more; null while neither is over.</summary>
    public double? On(ReadOnlySpan<char> reference, TimeSpan running)
    {
        var forObject = reference.IsEmpty ? 0 : objects.Table.Peek(names.NameObject(reference), objects.PartAt(running)) + 1;
        var forAll = deployment.Table.Peek(Everything, deployment.PartAt(running)) + 1;
        return forObject > lanes.Object.Limit || forAll > lanes.Deployment.Limit
            ? Math.Max(Times(forObject, lanes.Object), Times(forAll, lanes.Deployment))
            : null;
    }

    public Admission Apply(Admission admission, int sentBySource, ReadOnlySpan<char> reference, TimeSpan running)
    {
        var forObject = reference.IsEmpty ? 0 : objects.Table.Add(names.NameObject(reference), objects.PartAt(running));
        var forAll = deployment.Table.Add(Everything, deployment.PartAt(running));
        if (forObject <= lanes.Object.Limit && forAll <= lanes.Deployment.Limit)
        {
            return admission;
        }

        return admission with
        {
            Lane = Lane.Deferred,
            Reason = forObject > lanes.Object.Limit ? AdmissionReason.Object : AdmissionReason.Deployment,
            Relief = sentBySource <= lanes.FirstTipsOfASource * RequestsOfAWait ? Relief.WorkOrWait : Relief.Work,
        };
    }

    private static double Times(int count, LaneThreshold threshold) => (double)count / Math.Max(threshold.Limit, 1);
}
