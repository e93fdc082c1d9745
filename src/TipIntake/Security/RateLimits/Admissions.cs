namespace TipIntake.Security.RateLimits;

/// <summary>Counts a request for its source and decides whether it is admitted, and for a tip into which lane.</summary>
internal sealed class Admissions
{
    /// <summary>Counters for all sources together: 32 MiB, for a million networks at a time.</summary>
    private const int Capacity = 1 << 20;

    private readonly RateLimitSettings settings;
    private readonly TimeProvider clock;
    private readonly DayKeys keys;
    private readonly RuleBook book;
    private readonly PeriodCounters[] counters;
    private readonly LanePressure pressure;
    private readonly ReservedPlaces places;
    private readonly long started;

    public Admissions(RateLimitSettings settings, NetworkKey keyOf, TimeProvider clock, int capacity = Capacity)
    {
        this.settings = settings;
        this.clock = clock;
        keys = new DayKeys(keyOf);
        book = new RuleBook(settings);
        counters = [.. book.Periods.Select(p => new PeriodCounters(p, capacity / book.Periods.Length))];
        pressure = new LanePressure(settings.Lanes);
        places = new ReservedPlaces(settings.Lanes);
        started = clock.GetTimestamp();
    }

    public Admission Decide(Visit visit)
    {
        if (visit.Address is null)
        {
            return Admission.Unjudged;
        }

        var address = NetworkAddress.From(visit.Address);
        if (book.Exempts(visit, address))
        {
            return Admission.Exempt;
        }

        var running = Running();
        Span<int> chosen = stackalloc int[book.Periods.Length];
        book.Choose(visit, address, chosen);
        var tally = new SourceTally(settings, counters, stackalloc CountedStep[2 * chosen.Length], visit.TakesTip);
        CountSource(ref tally, chosen, address, running);

        return tally.Admission is { IsRefused: false, Lane: Lane.First } && visit.TakesTip
            ? pressure.Apply(tally.Admission, tally.Sent, visit.ObjectReference, running)
            : tally.Admission;
    }

    /// <summary>A tip was stored: it counts towards the alarms, unless its source's limit had deferred it or its source has no limits.</summary>
    public void CountStored(Admission admission, ReadOnlySpan<char> reference)
    {
        if (admission.Reason is AdmissionReason.WithinLimits or AdmissionReason.Object or AdmissionReason.Deployment)
        {
            pressure.Count(reference, Running());
        }
    }

    /// <summary>How many times over its limit an object, or the whole service, would be with one more tip; null while no alarm is up. Counts nothing.</summary>
    public double? PressureOn(ReadOnlySpan<char> reference) => pressure.On(reference, Running());

    /// <summary>One of the places in the first lane that an object keeps while its alarm is up; null when none is left.</summary>
    public ReservedPlace? TryReserve(ReadOnlySpan<char> reference) => places.TryTake(reference, Running());

    /// <summary>Asks for work for tips about these objects, until it is called again with others.</summary>
    public void Raise(IEnumerable<string> references) => pressure.Raise(references);

    /// <summary>Whether it was among those that the alarm was last raised for.</summary>
    public bool IsRaised(string reference) => pressure.IsRaised(reference);

    private void CountSource(ref SourceTally tally, ReadOnlySpan<int> chosen, NetworkAddress address, TimeSpan running)
    {
        var now = clock.GetUtcNow();
        var today = default(SourceNames);
        var yesterday = default(SourceNames);
        for (var period = 0; period < chosen.Length; period++)
        {
            if (chosen[period] < 0)
            {
                continue;
            }

            var pair = keys.At(now);
            today = today.IsSet ? today : SourceNames.Of(pair.Today, address);
            var overlap = counters[period].ReachesIntoYesterday(now);
            yesterday = yesterday.IsSet || !overlap ? yesterday : SourceNames.Of(pair.Yesterday, address);

            tally.Count(book.Rules[chosen[period]], period, today, overlap ? yesterday : default, running);
            if (tally.Admission.IsRefused && !settings.StackBlockedRequests)
            {
                tally.TakeBack();
                return;
            }
        }
    }

    private TimeSpan Running()
    {
        var running = clock.GetElapsedTime(started);
        return running >= TimeSpan.Zero ? running : throw new InvalidOperationException("The monotonic clock went backwards.");
    }
}
