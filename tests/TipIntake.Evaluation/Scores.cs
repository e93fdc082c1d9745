namespace TipIntake.Evaluation;

internal sealed record Quality(double Precision, double Recall)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}

/// <summary>How well groups that were made fit groups that people made.</summary>
internal static class Scores
{
    /// <summary>B-cubed: for each item, how many of its group belong with it, and how many that belong with it are in its group; then the mean.</summary>
    public static Quality BCubed(IReadOnlyList<(string Made, string True)> items, Func<int, bool>? forPrecision = null, Func<int, bool>? forRecall = null)
    {
        var made = items.CountBy(item => item.Made).ToDictionary(StringComparer.Ordinal);
        var real = items.CountBy(item => item.True).ToDictionary(StringComparer.Ordinal);
        var both = items.CountBy(item => item).ToDictionary();
        return new Quality(
            Mean(items.Index().Where(one => forPrecision?.Invoke(one.Index) ?? true).Select(one => (double)both[one.Item] / made[one.Item.Made])),
            Mean(items.Index().Where(one => forRecall?.Invoke(one.Index) ?? true).Select(one => (double)both[one.Item] / real[one.Item.True])));
    }

    /// <summary>Of all pairs that were put together, how many belong together; of all that belong together, how many were.</summary>
    public static Quality Pairwise(IReadOnlyList<(string Made, string True)> items)
    {
        var together = Pairs(items.CountBy(item => item));
        return new Quality(Share(together, Pairs(items.CountBy(item => item.Made))), Share(together, Pairs(items.CountBy(item => item.True))));
    }

    private static double Pairs<T>(IEnumerable<KeyValuePair<T, int>> counts) => counts.Sum(count => count.Value * (count.Value - 1) / 2.0);

    private static double Share(double part, double whole) => whole == 0 ? 1 : part / whole;

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(1).Average();
}
