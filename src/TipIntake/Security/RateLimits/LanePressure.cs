using System.Security.Cryptography;

namespace TipIntake.Security.RateLimits;

/// <summary>
/// While one object, or the whole service, gets more tips than anybody can read, only the first tips of each source stay in the
/// first lane. Tips that their source's limit has deferred do not count here: a single flooder cannot push an object over.
/// </summary>
internal sealed class LanePressure(TipLanes lanes)
{
    private const int ObjectCapacity = 1 << 14;
    private const ulong Everything = 1;

    private readonly PeriodCounters objects = new(lanes.Object.Period, ObjectCapacity);
    private readonly PeriodCounters deployment = new(lanes.Deployment.Period, capacity: 1);

    // Nobody outside can choose references that meet in one counter.
    private readonly CounterNames names = new(RandomNumberGenerator.GetBytes(32));

    public Admission Apply(Admission admission, int sentBySource, ReadOnlySpan<char> reference, TimeSpan running)
    {
        var forObject = reference.IsEmpty ? 0 : objects.Table.Add(names.NameObject(reference), objects.PartAt(running));
        var forAll = deployment.Table.Add(Everything, deployment.PartAt(running));
        if (sentBySource <= lanes.FirstTipsOfASource)
        {
            return admission;
        }

        return forObject > lanes.Object.Limit ? admission with { Lane = Lane.Deferred, Reason = AdmissionReason.Object }
            : forAll > lanes.Deployment.Limit ? admission with { Lane = Lane.Deferred, Reason = AdmissionReason.Deployment }
            : admission;
    }
}
