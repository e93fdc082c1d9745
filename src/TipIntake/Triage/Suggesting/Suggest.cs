namespace TipIntake.Triage;

/// <summary>Which hypothesis a lead belongs to, by the clues it shares with it. The machine suggests; a person decides.</summary>
internal static class Suggest
{
    private const int MostReasons = 6;

    public static Suggestion? For(IReadOnlyCollection<Clue> clues, IReadOnlyDictionary<Clue, ClueCount> counts, int leadsOfObject, IEnumerable<Candidate> candidates)
    {
        var weights = new ClueWeights(counts, leadsOfObject);
        Suggestion? best = null;
        foreach (var candidate in candidates)
        {
            var (score, reasons) = Compare(clues, candidate.Leads, candidate.Profile, weights);
            if (score >= ClueWeights.Enough && (best is null || score > best.Score))
            {
                best = new Suggestion(candidate.Id, candidate.IsLead, KindOf(reasons, candidate.Profile), score, reasons);
            }
        }

        return best;
    }

    /// <summary>Score in tenths: the weights of the shared clues, each by the share of the candidate's leads that carry it.</summary>
    internal static (int Score, List<SuggestionReason> Reasons) Compare(IReadOnlyCollection<Clue> clues, int leads, IReadOnlyDictionary<Clue, int> profile, ClueWeights weights)
    {
        var reasons = new List<SuggestionReason>();
        var score = 0d;
        foreach (var clue in clues)
        {
            var weight = Weight(clue, leads, profile, weights);
            score += weight;
            if (weight > 0)
            {
                reasons.Add(new SuggestionReason(clue, (int)Math.Round(weight)));
            }
        }

        reasons.Sort((a, b) => b.Weight.CompareTo(a.Weight));
        return ((int)Math.Round(score), reasons.GetRange(0, Math.Min(MostReasons, reasons.Count)).FindAll(reason => reason.Weight > 0));
    }

    /// <summary>The score alone, for comparing many.</summary>
    internal static int Score(IReadOnlyCollection<Clue> clues, int leads, IReadOnlyDictionary<Clue, int> profile, ClueWeights weights)
    {
        var score = 0d;
        foreach (var clue in clues)
        {
            score += Weight(clue, leads, profile, weights);
        }

        return (int)Math.Round(score);
    }

    internal static HypothesisKind KindOf(IReadOnlyList<SuggestionReason> reasons, IReadOnlyDictionary<Clue, int> profile)
    {
        if (reasons.Count == 0)
        {
            return HypothesisKind.Product;
        }

        var first = reasons[0].Clue;
        return first.Kind switch
        {
            ClueKind.NotReal => HypothesisKind.NotReal,
            ClueKind.Period => HypothesisKind.Period,
            ClueKind.Host or ClueKind.Link => HypothesisKind.Seller,
            ClueKind.Country => HypothesisKind.Place,
            _ when profile.ContainsKey(new Clue(ClueKind.Place, first.Value)) => HypothesisKind.Place,
            _ => HypothesisKind.Product,
        };
    }

    private static double Weight(Clue clue, int leads, IReadOnlyDictionary<Clue, int> profile, ClueWeights weights)
    {
        var carried = Carried(clue, profile);
        return carried == 0 ? 0 : weights.Of(clue) * Math.Sqrt((double)Math.Min(carried, leads) / leads);
    }

    internal static int Carried(Clue clue, IReadOnlyDictionary<Clue, int> profile)
    {
        var carried = profile.GetValueOrDefault(clue);
        return clue.Kind switch
        {
            ClueKind.Name => carried + profile.GetValueOrDefault(clue with { Kind = ClueKind.Word }),
            ClueKind.Word => carried + profile.GetValueOrDefault(clue with { Kind = ClueKind.Name }),
            _ => carried,
        };
    }
}
