namespace TipIntake.Security.RateLimits;

/// <summary>Finds the rules for a request: one for each period, the strictest; a rule for the caller's address goes before a general one.</summary>
internal sealed class RuleBook
{
    private readonly RateLimitSettings settings;
    private readonly int[] general;
    private readonly (AddressRange Addresses, int[] Rules)[] policies;
    private readonly int[] periodOf;

    public RuleBook(RateLimitSettings settings)
    {
        this.settings = settings;
        Rules = [.. settings.GeneralRules, .. settings.IpPolicies.SelectMany(p => p.Rules)];
        Periods = [.. Rules.Select(r => r.Period.Seconds).Distinct().Order().Select(s => Rules.First(r => r.Period.Seconds == s).Period)];
        periodOf = [.. Rules.Select(r => Array.FindIndex(Periods, p => p.Seconds == r.Period.Seconds))];
        general = StrictestFirst(Enumerable.Range(0, settings.GeneralRules.Count));

        var next = settings.GeneralRules.Count;
        policies = [.. settings.IpPolicies.Select(p => (p.Addresses, StrictestFirst(Enumerable.Range((next += p.Rules.Count) - p.Rules.Count, p.Rules.Count))))];
    }

    public RateLimitRule[] Rules { get; }

    /// <summary>The different periods, shortest first.</summary>
    public Period[] Periods { get; }

    public bool Exempts(Visit visit, NetworkAddress address)
    {
        foreach (var range in settings.IpWhitelist)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        foreach (var endpoint in settings.EndpointWhitelist)
        {
            if (endpoint.Matches(visit.Method, visit.Path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the number of the rule for each period, or -1; <paramref name="chosen"/> has a place for each of <see cref="Periods"/>.</summary>
    public void Choose(Visit visit, NetworkAddress address, Span<int> chosen)
    {
        chosen.Fill(-1);
        foreach (var (addresses, rules) in policies)
        {
            if (addresses.Contains(address))
            {
                Choose(rules, visit, chosen, replaces: true);
            }
        }

        Choose(general, visit, chosen, replaces: false);
    }

    private void Choose(int[] candidates, Visit visit, Span<int> chosen, bool replaces)
    {
        foreach (var candidate in candidates)
        {
            ref var place = ref chosen[periodOf[candidate]];
            var wanted = place < 0 || (replaces && Rules[candidate].Limit < Rules[place].Limit);
            if (wanted && Applies(Rules[candidate].Endpoint, visit))
            {
                place = candidate;
            }
        }
    }

    // Without EnableEndpointRateLimiting only the rules for everything count, as in the library that the keys come from.
    private bool Applies(EndpointPattern endpoint, Visit visit) =>
        endpoint.IsEverything || (settings.EnableEndpointRateLimiting && endpoint.Matches(visit.Method, visit.Path));

    private int[] StrictestFirst(IEnumerable<int> rules) => [.. rules.OrderBy(r => Rules[r].Limit)];
}
