using System.Runtime.InteropServices;

namespace TipIntake.Triage;

/// <summary>Leads being sorted into groups that share clues. Only clues that are not common lead to a group, so each lead meets few.</summary>
internal sealed class Partition
{
    /// <summary>Groups looked at for one clue, the oldest first: what more share tells little, and the work for a lead stays bounded.</summary>
    private const int MostGroupsOfClue = 64;

    private readonly Dictionary<Clue, ClueCount> counts = [];
    private readonly HashSet<Group> met = [];
    private readonly Dictionary<Clue, HashSet<Group>> groupsBy = [];
    private readonly Dictionary<string, Group> groupOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LeadClues> byId;
    private readonly IReadOnlySet<(string Lead, string Hypothesis)> refused;
    private readonly ClueWeights weights;
    private int made;

    public Partition(IReadOnlyList<LeadClues> leads, IReadOnlySet<(string Lead, string Hypothesis)> refused)
    {
        this.refused = refused;
        byId = leads.ToDictionary(lead => lead.Id, StringComparer.Ordinal);
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
            var group = new Group(confirmed.Key, ++made);
            foreach (var lead in confirmed)
            {
                Put(lead, group);
            }
        }
    }

    public void Place(LeadClues lead)
    {
        if (lead.Confirmed is not null)
        {
            return;
        }

        if (groupOf.TryGetValue(lead.Id, out var old))
        {
            Take(lead, old);
        }

        var best = Best(lead.Clues, group => IsRefused(lead.Id, group));
        Put(lead, best ?? new Group(null, ++made));
    }

    public List<SuggestedGroup> Groups() =>
        [.. groupOf.Values.Distinct().Where(group => group.Members.Count > 1 || group.Existing is not null).Select(Described)];

    private SuggestedGroup Described(Group group)
    {
        var reasons = group.Profile.Where(pair => pair.Value > 1 || group.Members.Count == 1)
            .Select(pair => new SuggestionReason(pair.Key, (int)Math.Round(weights.Of(pair.Key) * (double)pair.Value / group.Members.Count)))
            .Where(reason => reason.Weight > 0).OrderByDescending(reason => reason.Weight).ThenBy(reason => reason.Clue.Value, StringComparer.Ordinal).Take(6).ToList();
        return new SuggestedGroup(group.Existing, Likeness.KindOf(reasons, group.Profile), reasons, [.. group.Members]);
    }

    /// <summary>Joins groups that grew apart, because their first leads shared more with each other than with the rest.</summary>
    public void Join()
    {
        foreach (var group in groupOf.Values.Distinct().Where(group => group.Existing is null).OrderBy(group => group.Members.Count).ThenBy(group => group.Number).ToList())
        {
            var shared = group.Profile.Keys.Where(clue => IsShared(clue, group)).ToList();
            var best = Best(shared, other => other == group || group.Members.Any(member => IsRefused(member, other)));
            if (best is null || Likeness.Score(shared.FindAll(clue => IsShared(clue, best)), best.Members.Count, best.Profile, weights) < ClueWeights.Enough)
            {
                continue;
            }

            foreach (var lead in group.Members.Select(id => byId[id]).ToList())
            {
                Take(lead, group);
                Put(lead, best);
            }
        }
    }

    private static bool IsShared(Clue clue, Group group) => Likeness.Carried(clue, group.Profile) * 2 >= group.Members.Count;

    private Group? Best(IReadOnlyCollection<Clue> clues, Func<Group, bool> isRefused)
    {
        met.Clear();
        foreach (var clue in clues)
        {
            if (!ClueWeights.IsCommon(clue, counts[clue]) && groupsBy.TryGetValue(Spelt(clue), out var carrying))
            {
                met.UnionWith(carrying.Take(MostGroupsOfClue));
            }
        }

        Group? best = null;
        var bestScore = ClueWeights.Enough - 1;
        foreach (var group in met)
        {
            var score = group.Members.Count == 0 || isRefused(group) ? 0 : Likeness.Score(clues, group.Members.Count, group.Profile, weights);
            if (score > bestScore || (score == bestScore && best is not null && group.Number < best.Number))
            {
                (best, bestScore) = (group, score);
            }
        }

        return best;
    }

    // With the hypothesis as such, or with one of the leads in the group.
    private bool IsRefused(string lead, Group group) =>
        refused.Count > 0 && ((group.Existing is { } id && refused.Contains((lead, id))) || group.Members.Any(member => refused.Contains((lead, member))));

    // A name may be any word in a text that does not show it.
    private static Clue Spelt(Clue clue) => clue.Kind == ClueKind.Word ? clue with { Kind = ClueKind.Name } : clue;

    private void Put(LeadClues lead, Group group)
    {
        groupOf[lead.Id] = group;
        group.Members.Add(lead.Id);
        foreach (var clue in lead.Clues)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(group.Profile, clue, out _)++;
            (CollectionsMarshal.GetValueRefOrAddDefault(groupsBy, Spelt(clue), out _) ??= []).Add(group);
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
            }

            if (Likeness.Carried(clue, group.Profile) == 0)
            {
                groupsBy[Spelt(clue)].Remove(group);
            }
        }
    }

    internal sealed class Group(string? existing, int number)
    {
        public string? Existing { get; } = existing;

        /// <summary>In the order of making, so that every node decides a tie alike.</summary>
        public int Number { get; } = number;

        public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

        public Dictionary<Clue, int> Profile { get; } = [];
    }
}
