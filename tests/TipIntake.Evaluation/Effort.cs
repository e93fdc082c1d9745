namespace TipIntake.Evaluation;

/// <summary>How many leads have to be opened until such a share of the useful tips is found, divided by the number of tips.</summary>
internal sealed record Effort(double P50, double P80, double P95, double P100)
{
    private const int Shuffles = 400;

    public static Effort InOrder(IReadOnlyList<string> leads, IReadOnlyList<PlacedTip> tips)
    {
        var useful = tips.Where(tip => tip.Tip.IsUseful).CountBy(tip => tip.Lead).ToDictionary(StringComparer.Ordinal);
        var (all, found) = (useful.Values.Sum(), 0);
        var openings = new int[all + 1];
        foreach (var (index, lead) in leads.Index())
        {
            for (var i = useful.GetValueOrDefault(lead); i > 0; i--)
            {
                openings[++found] = index + 1;
            }
        }

        double At(double share) => all == 0 ? 0 : (double)openings[(int)Math.Ceiling(share * all)] / tips.Count;
        return new Effort(At(0.50), At(0.80), At(0.95), At(1));
    }

    /// <summary>The order in which the first tip of each lead came.</summary>
    public static Effort FirstInFirstOut(IReadOnlyList<PlacedTip> tips) =>
        InOrder([.. tips.OrderBy(tip => tip.Tip.AtMinutes).ThenBy(tip => tip.Tip.Id, StringComparer.Ordinal).Select(tip => tip.Lead).Distinct(StringComparer.Ordinal)], tips);

    public static Effort MostCopiesFirst(IReadOnlyList<PlacedTip> tips) =>
        InOrder([.. tips.GroupBy(tip => tip.Lead, StringComparer.Ordinal).OrderByDescending(lead => lead.Count()).ThenBy(lead => lead.Min(tip => tip.Tip.AtMinutes)).Select(lead => lead.Key)], tips);

    /// <summary>What somebody could reach who knows the answers.</summary>
    public static Effort Best(IReadOnlyList<PlacedTip> tips) =>
        InOrder([.. tips.GroupBy(tip => tip.Lead, StringComparer.Ordinal).OrderByDescending(lead => lead.Count(tip => tip.Tip.IsUseful)).Select(lead => lead.Key)], tips);

    /// <summary>The mean of many shuffles, the same ones every time.</summary>
    public static Effort Random(IReadOnlyList<PlacedTip> tips)
    {
        var (leads, random) = (tips.Select(tip => tip.Lead).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(), new Random(1));
        var shuffled = new List<Effort>();
        for (var i = 0; i < Shuffles; i++)
        {
            random.Shuffle(leads);
            shuffled.Add(InOrder(leads, tips));
        }

        return new Effort(shuffled.Average(e => e.P50), shuffled.Average(e => e.P80), shuffled.Average(e => e.P95), shuffled.Average(e => e.P100));
    }
}
