namespace TipIntake.Statistics;

/// <param name="Parent">Its place among the cells; -1 for the total.</param>
internal sealed record SumCell(string Table, string Code, int Parent);

/// <summary>Cells of one table that add up to one cell.</summary>
internal sealed record SumGroup(int Parent, int[] Parts);

/// <summary>
/// How the plain tables of a release add up: objects to categories, categories to the total, and each list by decision, country, language and basis to the same total.
/// That is a tree, and in a tree what can be derived about every cell is found exactly by going up once and down once.
/// </summary>
internal sealed class SumTree
{
    public const string Objects = "object";
    public const string Categories = "category";
    public const string All = "total";

    private readonly int[] groupOf;

    private SumTree(IReadOnlyList<SumCell> cells)
    {
        Cells = cells;
        Groups = [.. cells.Select((cell, place) => (cell, place)).Where(one => one.cell.Parent >= 0).GroupBy(one => (one.cell.Parent, one.cell.Table))
            .OrderBy(group => group.Key.Parent).Select(group => new SumGroup(group.Key.Parent, [.. group.Select(one => one.place)]))];
        groupOf = new int[cells.Count];
        groupOf[0] = -1;
        for (var group = 0; group < Groups.Length; group++)
        {
            Array.ForEach(Groups[group].Parts, part => groupOf[part] = group);
        }
    }

    /// <summary>Each after the cell that it is part of.</summary>
    public IReadOnlyList<SumCell> Cells { get; }

    /// <summary>From the total downwards.</summary>
    public SumGroup[] Groups { get; }

    public static SumTree Of(IReadOnlyList<ListedObject> objects, ReleaseCodes codes)
    {
        var categories = objects.Select(listed => listed.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new SumTree([
            new SumCell(All, ReleaseCodes.Total, -1),
            .. categories.Select(category => new SumCell(Categories, category, 0)),
            .. objects.OrderBy(listed => listed.Reference, StringComparer.Ordinal).Select(listed => new SumCell(Objects, listed.Reference, 1 + categories.IndexOf(listed.Category))),
            .. ReleaseCodes.Dimensions.SelectMany(dimension => codes.Of(dimension).Select(code => new SumCell(dimension, code, 0)))]);
    }

    /// <summary>The cells that it adds up with; null for the total.</summary>
    public SumGroup? GroupOf(int cell) => groupOf[cell] < 0 ? null : Groups[groupOf[cell]];

    public int[] Count(PeriodCounts counts)
    {
        var byObject = counts.ByObject();
        var lists = ReleaseCodes.Dimensions.ToDictionary(dimension => dimension, counts.By, StringComparer.Ordinal);
        var category = counts.Objects.GroupBy(listed => listed.Category, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(listed => byObject.GetValueOrDefault(listed.Reference)), StringComparer.Ordinal);
        return [.. Cells.Select(cell => cell.Table switch
        {
            All => counts.Total,
            Categories => category[cell.Code],
            Objects => byObject.GetValueOrDefault(cell.Code),
            _ => lists[cell.Table].GetValueOrDefault(cell.Code),
        })];
    }

    /// <summary>What everything together says about each cell, from what each cell says by itself.</summary>
    public Bounds[] Derive(Bounds[] own)
    {
        var derived = (Bounds[])own.Clone();
        foreach (var (parent, parts) in Groups.Reverse())
        {
            derived[parent] = derived[parent].And(Sum(derived, parts));
        }

        foreach (var (parent, parts) in Groups)
        {
            Lower(derived, derived[parent], parts);
        }

        return derived;
    }

    // Far is no number to reckon with: beside a part without an end, the others have no least.
    private static void Lower(Bounds[] derived, Bounds all, int[] parts)
    {
        var sum = Sum(derived, parts);
        var endless = parts.Count(part => derived[part].High >= Bounds.Far);
        var ends = parts.Sum(part => derived[part].High >= Bounds.Far ? 0 : derived[part].High);
        foreach (var part in parts)
        {
            var here = derived[part];
            var isEndless = here.High >= Bounds.Far;
            var low = endless - (isEndless ? 1 : 0) > 0 ? 0 : all.Low - ends + (isEndless ? 0 : here.High);
            var high = all.High >= Bounds.Far ? Bounds.Far : all.High - sum.Low + here.Low;
            derived[part] = here.And(new Bounds(low, high));
        }
    }

    private static Bounds Sum(Bounds[] of, int[] parts) => parts.Aggregate(new Bounds(0, 0), (sum, part) => sum + of[part]);
}
