namespace TipIntake.Triage;

/// <summary>Of the leads that something came of or did not: how many had a point, and what share of them was useful, beside those without it.</summary>
/// <param name="ShareWith">Null when none had it.</param>
/// <param name="ShareWithout">Null when all had it.</param>
internal sealed record PointOutcome(string Code, int With, int UsefulWith, int Without, int UsefulWithout, Estimate? ShareWith, Estimate? ShareWithout);

/// <summary>Counts leads one by one, so a million of them need no more memory than ten. Pure.</summary>
internal sealed class OutcomeTally
{
    private readonly Dictionary<string, (int All, int Useful)> having = new(StringComparer.Ordinal);

    public int Leads { get; private set; }

    public int Useful { get; private set; }

    /// <param name="codes">Of the points that the lead had.</param>
    public void Add(IEnumerable<string> codes, bool useful)
    {
        var one = useful ? 1 : 0;
        (Leads, Useful) = (Leads + 1, Useful + one);
        foreach (var code in codes.Distinct(StringComparer.Ordinal))
        {
            var (all, usefulOnes) = having.GetValueOrDefault(code);
            having[code] = (all + 1, usefulOnes + one);
        }
    }

    public PointOutcome[] Rows() => [.. having.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Row(pair.Key, pair.Value.All, pair.Value.Useful))];

    private PointOutcome Row(string code, int with, int usefulWith)
    {
        var (without, usefulWithout) = (Leads - with, Useful - usefulWith);
        return new PointOutcome(code, with, usefulWith, without, usefulWithout, Share(usefulWith, with), Share(usefulWithout, without));
    }

    private static Estimate? Share(int useful, int all) => all == 0 ? null : Agreement.Wilson((double)useful / all, all);
}
