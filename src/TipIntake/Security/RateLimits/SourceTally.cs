namespace TipIntake.Security.RateLimits;

/// <summary>The names of one source's counters on one day.</summary>
internal readonly struct SourceNames
{
    private SourceNames(ulong narrow, ulong? wide)
    {
        Narrow = narrow;
        Wide = wide;
        IsSet = true;
    }

    public bool IsSet { get; }

    public ulong Narrow { get; }

    public ulong? Wide { get; }

    public static SourceNames Of(CounterNames names, NetworkAddress address) =>
        new(names.NameNarrow(address), address.IsV6 ? names.NameWide(address) : null);
}

/// <summary>One counter that a request was counted in, so that a refused request can be taken out again.</summary>
internal readonly record struct CountedStep(int Period, ulong Key, uint Part);

/// <summary>Counts one request rule by rule and keeps the worst that any rule says.</summary>
internal ref struct SourceTally(RateLimitSettings settings, PeriodCounters[] counters, Span<CountedStep> steps, bool takesTip)
{
    private readonly Span<CountedStep> steps = steps;
    private int taken;

    public Admission Admission { get; private set; } = new(Lane.First, AdmissionReason.WithinLimits);

    /// <summary>How much this source has sent, by the rule that counts furthest back.</summary>
    public int Sent { get; private set; } = int.MaxValue;

    public void Count(RateLimitRule rule, int period, SourceNames today, SourceNames yesterday, TimeSpan running)
    {
        if (today.Wide is { } wide)
        {
            Judge(rule, period, wide, yesterday.Wide, AdmissionReason.WiderNetwork, running);
            if (Admission.IsRefused && !settings.StackBlockedRequests)
            {
                return;
            }
        }

        Sent = Judge(rule, period, today.Narrow, yesterday.IsSet ? yesterday.Narrow : null, AdmissionReason.SourceNetwork, running);
    }

    public readonly void TakeBack()
    {
        foreach (var step in steps[..taken])
        {
            counters[step.Period].Table.Remove(step.Key, step.Part);
        }
    }

    private int Judge(RateLimitRule rule, int period, ulong today, ulong? yesterday, AdmissionReason scope, TimeSpan running)
    {
        var key = today ^ rule.Salt;
        var part = counters[period].PartAt(running);
        var before = yesterday is { } old ? counters[period].Table.Read(old ^ rule.Salt, part) : 0;
        var count = before + counters[period].Table.Add(key, part);
        steps[taken++] = new CountedStep(period, key, part);

        var limit = (long)rule.Limit * (scope == AdmissionReason.WiderNetwork ? settings.Lanes.WiderNetwork : 1);
        var refuseAbove = takesTip ? limit * settings.Lanes.RefuseAfter : limit;
        var reset = counters[period].Until(WindowCounts.Parts + 1, running);
        if (count <= limit || rule.MonitorMode)
        {
            Note(rule, limit - count, reset);
        }
        else if (count <= refuseAbove)
        {
            Worsen(new Admission(Lane.Deferred, scope) { Rule = rule, Reset = reset });
        }
        else
        {
            // What is taken out again is still in the count here.
            var room = refuseAbove - before + (settings.StackBlockedRequests ? 0 : 1);
            var parts = counters[period].Table.PartsUntilRoom(key, (int)Math.Clamp(room, 0, int.MaxValue), part);
            Worsen(new Admission(Lane.Deferred, scope) { Rule = rule, Reset = reset, RetryAfter = counters[period].Until(Math.Max(parts, 1), running) });
        }

        return count;
    }

    private void Note(RateLimitRule rule, long left, TimeSpan reset)
    {
        Admission = Admission with { Monitored = left < 0 ? rule : Admission.Monitored };
        if (Admission.Reason != AdmissionReason.WithinLimits)
        {
            return;
        }

        // Privacy: people in one household share a network. The exact number would tell one of them that another was just here,
        // so nothing is said until half is used up, and then never more than is left.
        var shown = (int)Math.Clamp(left, 0, rule.Limit / 2);
        Admission = Admission with
        {
            Rule = rule,
            Remaining = Admission.Rule == rule ? Math.Min(Admission.Remaining, shown) : shown,
            Reset = reset,
        };
    }

    private void Worsen(Admission worse) =>
        Admission = Admission.IsRefused ? Admission : worse with { Monitored = Admission.Monitored };
}
