namespace TipIntake.Evaluation;

internal sealed record Score(double Precision, double Recall, double F1)
{
    public static Score Of(Quality quality) => new(Math.Round(quality.Precision, 4), Math.Round(quality.Recall, 4), Math.Round(quality.F1, 4));
}

internal sealed record Efforts(Effort AllFields, Effort TextOnly, Effort Fifo, Effort Random, Effort Copies, Effort Best);

/// <summary>What <c>--json</c> writes.</summary>
internal sealed record Figures(int Tips, int Leads, Score Grouping, Score GroupingPairwise, Score Hypotheses, Score HypothesesPairwise, Score HypothesesStrict, Efforts Effort)
{
    public static Figures Of(Played all, Played text)
    {
        var grouping = all.Tips.ConvertAll(tip => (tip.Lead, tip.Tip.Lead));
        // A lead under no suggestion stands for itself, and so does a tip that gives no answer.
        var hypotheses = all.Tips.ConvertAll(tip => (tip.Hypothesis ?? tip.Lead, tip.Tip.Answer ?? $"none/{tip.Tip.Lead}"));
        var answers = hypotheses.Where((_, i) => all.Tips[i].Tip.Answer is not null).ToList();
        return new Figures(
            all.Tips.Count, all.Queue.Count,
            Score.Of(Scores.BCubed(grouping)), Score.Of(Scores.Pairwise(grouping)),
            Score.Of(Scores.BCubed(answers)), Score.Of(Scores.Pairwise(answers)),
            // Counts a tip without an answer in a suggestion as wrong, and no lead that was left alone as right.
            Score.Of(Scores.BCubed(hypotheses, i => all.Tips[i].Hypothesis is not null, i => all.Tips[i].Tip.Answer is not null)),
            new Efforts(
                Evaluation.Effort.InOrder(all.Queue, all.Tips), Evaluation.Effort.InOrder(text.Queue, text.Tips), Evaluation.Effort.FirstInFirstOut(all.Tips), Evaluation.Effort.Random(all.Tips),
                Evaluation.Effort.MostCopiesFirst(all.Tips), Evaluation.Effort.Best(all.Tips)));
    }
}
