namespace TipIntake.Triage;

/// <summary>How well a lead fits a group of others, by the clues it shares with them.</summary>
internal static class Likeness
{
    private const int MostReasons = 6;

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
