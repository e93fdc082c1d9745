using System.Globalization;

namespace TipIntake.Evaluation;

/// <summary>The figures as tables, and where each useful tip stands that comes late.</summary>
internal static class Report
{
    private const double Late = 0.20;

    public static void Print(Figures figures, Played all, Played text)
    {
        Console.WriteLine($"{figures.Leads} leads\n");
        Console.WriteLine("                               precision  recall     F1");
        Line("leads, B-cubed", figures.Grouping);
        Line("leads, pairwise", figures.GroupingPairwise);
        Line("suggested hypotheses, B-cubed", figures.Hypotheses);
        Line("suggested hypotheses, pairwise", figures.HypothesesPairwise);
        Line("the same, strict (see Figures)", figures.HypothesesStrict);
        Console.WriteLine("\nlead openings / tips until so many useful tips are reached\n                       50 %    80 %    95 %   100 %");
        Line("queue, all fields", figures.Effort.AllFields);
        Line("queue, text only", figures.Effort.TextOnly);
        Line("first in, first out", figures.Effort.Fifo);
        Line("random (mean)", figures.Effort.Random);
        Line("most copies first", figures.Effort.Copies);
        Line("best possible", figures.Effort.Best);
        PrintLate("with all fields", all);
        PrintLate("with the text only", text);
    }

    private static void Line(string name, Score score) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-30} {score.Precision,9:0.000} {score.Recall,7:0.000} {score.F1,6:0.000}"));

    private static void Line(string name, Effort effort) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {effort.P50,7:0.0%} {effort.P80,7:0.0%} {effort.P95,7:0.0%} {effort.P100,7:0.0%}"));

    private static void PrintLate(string which, Played played)
    {
        var places = played.Queue.Index().ToDictionary(one => one.Item, one => one.Index + 1, StringComparer.Ordinal);
        var late = played.Tips.Where(tip => tip.Tip.IsUseful && places[tip.Lead] > Late * played.Tips.Count).OrderBy(tip => places[tip.Lead]).ToList();
        Console.WriteLine($"\nuseful tips behind place {Late * played.Tips.Count:0} {which}: {late.Count}");
        foreach (var tip in late)
        {
            Console.WriteLine($"  {places[tip.Lead],4}  {played.Why.GetValueOrDefault(tip.Lead),-60}  {tip.Tip.Id}");
        }
    }
}
