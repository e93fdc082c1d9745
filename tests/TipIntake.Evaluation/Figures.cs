namespace TipIntake.Evaluation;

internal sealed record Score(double Precision, double Recall, double F1)
{
    public static Score Of(Quality quality) => new(Math.Round(quality.Precision, 4), Math.Round(quality.Recall, 4), Math.Round(quality.F1, 4));
}

internal sealed record Efforts(Effort AllFields, Effort TextOnly, Effort Fifo, Effort Random, Effort Copies, Effort Best);

/// <summary>What <c>--json</c> writes.</summary>
internal sealed record Figures(int Tips, int Leads, Score Grouping, Score GroupingPairwise, Score Hypotheses, Score HypothesesPairwise, Efforts Effort)
{
    public static Figures Of(Played all, Played text)
    {
        var grouping = all.Tips.ConvertAll(tip => (tip.Lead, tip.Tip.Lead));
        // A tip that gives no answer belongs with nothing but itself; a lead under no suggestion stands for itself.
        var hypotheses = all.Tips.ConvertAll(tip => (tip.Hypothesis ?? tip.Lead, tip.Tip.Answer ?? $"none/{tip.Tip.Lead}"));
        return new Figures(
            all.Tips.Count, all.Queue.Count,
            Score.Of(Scores.BCubed(grouping)), Score.Of(Scores.Pairwise(grouping)),
            // Precision over what is suggested, recall over what there is to find: single leads would flatter both.
            Score.Of(Scores.BCubed(hypotheses, i => all.Tips[i].Hypothesis is not null, i => all.Tips[i].Tip.Answer is not null)), Score.Of(Scores.Pairwise(hypotheses)),
            new Efforts(
                Evaluation.Effort.InOrder(all.Queue, all.Tips), Evaluation.Effort.InOrder(text.Queue, text.Tips), Evaluation.Effort.FirstInFirstOut(all.Tips), Evaluation.Effort.Random(all.Tips),
                Evaluation.Effort.MostCopiesFirst(all.Tips), Evaluation.Effort.Best(all.Tips)));
    }
}
