using System.Runtime.InteropServices;

namespace TipIntake.Triage;

/// <summary>Leads being sorted into groups that share clues. Only clues that are not common lead to a group, so each lead meets few.</summary>
internal sealed class Partition
{
    private readonly Dictionary<Clue, ClueCount> counts = [];
    private readonly Dictionary<Clue, HashSet<Group>> groupsBy = [];
    private readonly Dictionary<string, Group> groupOf = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<LeadClues> leads;
    private readonly IReadOnlySet<(string Lead, string Hypothesis)> refused;
    private readonly ClueWeights weights;

    public Partition(IReadOnlyList<LeadClues> leads, IReadOnlySet<(string Lead, string Hypothesis)> refused)
    {
        (this.leads, this.refused) = (leads, refused);
        foreach (var lead in leads)
        {
            foreach (var clue in lead.Clues)
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, clue, out _);
                count = new ClueCount(count.Leads + 1, count.Tips + lead.Tips);
            }
        }

        weights = new ClueWeights(counts, leads.Count);
        foreach (var confirmed in leads.Where(lead => lead.Confirmed is not null).GroupBy(lead => lead.Confirmed!, StringComparer.Ordinal))
        {
            var group = new Group(confirmed.Key);
            foreach (var lead in confirmed)
            {
                Put(lead, group);
            }
        }
    }

    public void Place(LeadClues lead, int most)
    {
        if (lead.Confirmed is not null)
        {
            return;
        }

        if (groupOf.TryGetValue(lead.Id, out var old))
        {
            Take(lead, old);
        }

        Group? best = null;
        var bestScore = ClueWeights.Enough - 1;
        foreach (var group in Near(lead, most))
        {
            var (score, _) = Suggest.Compare(lead.Clues, group.Members.Count, group.Profile, weights);
            if (score > bestScore)
            {
                (best, bestScore) = (group, score);
            }
        }

        Put(lead, best ?? new Group(null));
    }

    public List<SuggestedGroup> Groups() =>
        [.. groupOf.Values.Distinct().Where(group => group.Members.Count > 1 || group.Existing is not null).Select(Described)];

    private SuggestedGroup Described(Group group)
    {
        var reasons = group.Profile.Where(pair => pair.Value > 1 || group.Members.Count == 1)
            .Select(pair => new SuggestionReason(pair.Key, (int)Math.Round(weights.Of(pair.Key) * (double)pair.Value / group.Members.Count)))
            .Where(reason => reason.Weight > 0).OrderByDescending(reason => reason.Weight).ThenBy(reason => reason.Clue.Value, StringComparer.Ordinal).Take(6).ToList();
        return new SuggestedGroup(group.Existing, Suggest.KindOf(reasons, group.Profile), reasons, [.. group.Members]);
    }

    private IEnumerable<Group> Near(LeadClues lead, int most) =>
        lead.Clues.Where(clue => !ClueWeights.IsCommon(clue, counts[clue], leads.Count))
            .SelectMany(clue => Both(clue)).SelectMany(clue => groupsBy.GetValueOrDefault(clue) ?? [])
            .Where(group => group.Members.Count > 0 && !IsRefused(lead.Id, group))
            .GroupBy(group => group).OrderByDescending(met => met.Count()).Take(most).Select(met => met.Key);

    // With the hypothesis as such, or with one of the leads in the group.
    private bool IsRefused(string lead, Group group) =>
        refused.Count > 0 && ((group.Existing is { } id && refused.Contains((lead, id))) || group.Members.Any(member => refused.Contains((lead, member))));

    private static IEnumerable<Clue> Both(Clue clue) => clue.Kind switch
    {
        ClueKind.Name => [clue, clue with { Kind = ClueKind.Word }],
        ClueKind.Word => [clue with { Kind = ClueKind.Name }, clue],
        _ => [clue],
    };

    private void Put(LeadClues lead, Group group)
    {
        groupOf[lead.Id] = group;
        group.Members.Add(lead.Id);
        foreach (var clue in lead.Clues)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(group.Profile, clue, out _)++;
            (CollectionsMarshal.GetValueRefOrAddDefault(groupsBy, clue, out _) ??= []).Add(group);
        }
    }

    private void Take(LeadClues lead, Group group)
    {
        group.Members.Remove(lead.Id);
        foreach (var clue in lead.Clues)
        {
            if (--group.Profile[clue] == 0)
            {
                group.Profile.Remove(clue);
                groupsBy[clue].Remove(group);
            }
        }
    }

    internal sealed class Group(string? existing)
    {
        public string? Existing { get; } = existing;

        public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

        public Dictionary<Clue, int> Profile { get; } = [];
    }
}
