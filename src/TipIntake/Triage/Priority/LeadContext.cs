namespace TipIntake.Triage;

/// <summary>How a lead stands among the other leads of its object.</summary>
internal sealed record LeadContext
{
    /// <summary>Names that no other lead has.</summary>
    public int OwnNames { get; init; }

    /// <summary>Other leads that share the lead's best rare name, told independently of it.</summary>
    public int Agreeing { get; init; }

    /// <summary>Tips of the object that carry the name which most repeat.</summary>
    public int Crowd { get; init; }

    public static readonly LeadContext Alone = new();

    private const int MostAgreeing = 9;

    /// <param name="clues">The lead's clues.</param>
    /// <param name="counts">Counts of those clues (of names also as words) over the object, this lead included.</param>
    /// <param name="tipsOfLead">How many of the counted tips are the lead's own.</param>
    /// <param name="tipsOfObject">All tips of the object.</param>
    public static LeadContext Of(IReadOnlyCollection<Clue> clues, IReadOnlyDictionary<Clue, ClueCount> counts, int tipsOfLead, int tipsOfObject)
    {
        var (own, agreeing, crowd) = (0, 0, 0);
        foreach (var clue in clues.Where(clue => clue.Kind is ClueKind.Name or ClueKind.Word or ClueKind.Code))
        {
            var named = counts.GetValueOrDefault(clue.Kind == ClueKind.Word ? clue with { Kind = ClueKind.Name } : clue);
            var count = clue.Kind == ClueKind.Code ? named : Sum(named, counts.GetValueOrDefault(clue with { Kind = ClueKind.Word }));
            if (count.Leads <= 1)
            {
                own += clue.Kind == ClueKind.Name ? 1 : 0;
            }
            else if (named.Leads > 0)
            {
                crowd = Math.Max(crowd, count.Tips - tipsOfLead);
                agreeing = IsViral(count, tipsOfObject) ? agreeing : Math.Max(agreeing, count.Leads - 1);
            }
        }

        return new LeadContext { OwnNames = own, Agreeing = Math.Min(MostAgreeing, agreeing), Crowd = crowd };
    }

    // Many tips in few wordings are an echo; agreement is many wordings.
    private static bool IsViral(ClueCount count, int tipsOfObject) => count.Tips >= 8 && (count.Tips > count.Leads * 1.5 || count.Tips * 6 > tipsOfObject);

    private static ClueCount Sum(ClueCount a, ClueCount b) => new(a.Leads + b.Leads, a.Tips + b.Tips);
}
