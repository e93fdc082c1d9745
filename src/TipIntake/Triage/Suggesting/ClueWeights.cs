namespace TipIntake.Triage;

/// <summary>How much it says, in tenths, when two leads of an object share a clue.</summary>
internal sealed class ClueWeights
{
    /// <summary>Shared clues must weigh so much together before two leads are thought to give one answer.</summary>
    public const int Enough = 20;

    /// <summary>Added to the leads of an object, so that a name which two of its first three leads give still counts as rare.</summary>
    private const int FewLeads = 30;

    private const int CommonWord = 50;

    private readonly Dictionary<Clue, int> known = [];
    private readonly IReadOnlyDictionary<Clue, ClueCount> counts;
    private readonly int leads;

    public ClueWeights(IReadOnlyDictionary<Clue, ClueCount> counts, int leads)
    {
        this.counts = counts;
        this.leads = leads + FewLeads;
    }

    public int Of(Clue clue)
    {
        if (!known.TryGetValue(clue, out var weight))
        {
            known[clue] = weight = Weigh(clue);
        }

        return weight;
    }

    private int Weigh(Clue clue) => clue.Kind switch
    {
        ClueKind.NotReal => 40,
        ClueKind.Everywhere => 25,
        ClueKind.Link => 40,
        ClueKind.Host => 15,
        ClueKind.Code => Rare(clue, 14),
        ClueKind.Name => Rare(clue, 16),
        ClueKind.Word => counts.GetValueOrDefault(new Clue(ClueKind.Name, clue.Value)).Leads > 0 ? Rare(clue with { Kind = ClueKind.Name }, 12) : 4,
        ClueKind.Country => 5,
        ClueKind.Period => 6,
        _ => 0,
    };

    /// <summary>Too common to look candidates up by: it would fetch half of the object.</summary>
    public static bool IsCommon(Clue clue, ClueCount count) =>
        clue.Kind is ClueKind.Place or ClueKind.Country or ClueKind.Period || (clue.Kind is ClueKind.Word && count.Leads > CommonWord);

    private int Rare(Clue clue, int weight)
    {
        var carried = Math.Max(1, counts.GetValueOrDefault(clue).Leads);
        var share = Math.Log2((double)leads / carried);
        return (int)Math.Round(weight * Math.Clamp(share / 3, 0.5, 1.3));
    }
}
