namespace TipIntake.Statistics;

/// <summary>
/// Decides which numbers of the plain tables are told. What is few is not; and as long as the rest, taken together, gives away something about what is not told,
/// one more is left out: the smallest that helps, then totals, at last a whole table. The choice follows from what stands in the release, so it gives away nothing more.
/// </summary>
/// <param name="counts">What is truly so.</param>
/// <param name="before">What earlier releases of the period say about the same counts, for somebody who knows exactly what has changed since.</param>
/// <param name="held">What an earlier release of the period did not tell stays untold.</param>
internal sealed class Suppression(SumTree tree, DisclosureRules rules, int[] counts, Bounds[] before, bool[] held)
{
    private readonly Confidentiality[] status = new Confidentiality[counts.Length];
    private readonly Bounds[] already = tree.Derive(before);
    private Bounds[] derived = [];

    /// <summary>What each cell is, and what can be derived about it.</summary>
    public (Confidentiality[] Status, Bounds[] Derived) Run()
    {
        for (var cell = 0; cell < counts.Length; cell++)
        {
            status[cell] = held[cell] ? Confidentiality.N : rules.IsFew(counts[cell]) ? LeftOut(cell, Confidentiality.C) : Confidentiality.F;
            if (status[cell] == Confidentiality.F && rules.SuppressesMore && Own(cell).Size < 2)
            {
                status[cell] = Confidentiality.N;
            }
        }

        derived = Derive();
        while (rules.SuppressesMore && FirstExposed() is { } exposed)
        {
            Cover(exposed);
            derived = Derive();
        }

        return (status, derived);
    }

    private int? FirstExposed()
    {
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (IsExposed(cell, derived))
            {
                return cell;
            }
        }

        return null;
    }

    // What is not told may be anything that is few, as far as its own entries and earlier releases go, and never one of less than so many values; what is told is rounded, and stays so.
    private bool IsExposed(int cell, Bounds[] known)
    {
        var own = Own(cell).And(already[cell]);
        return status[cell] == Confidentiality.F
            ? known[cell].Size < Math.Min(own.Size, 2)
            : !known[cell].Covers(own.And(rules.Few)) || known[cell].Size < Math.Min(own.Size, rules.Threshold);
    }

    private void Cover(int exposed)
    {
        var told = Candidates(exposed).Where(cell => status[cell] == Confidentiality.F).Distinct().ToArray();
        foreach (var cell in told)
        {
            status[cell] = LeftOut(cell, Confidentiality.D);
            if (!IsExposed(exposed, Derive()))
            {
                return;
            }

            status[cell] = Confidentiality.F;
        }

        if (told.Length > 0)
        {
            var next = told.Contains(tree.Cells[exposed].Parent) ? tree.Cells[exposed].Parent : told[0];
            status[next] = LeftOut(next, Confidentiality.D);
            return;
        }

        WithholdTableOf(exposed);
    }

    // That it is few now, or is not, would tell something to whoever knows what it was before.
    private Confidentiality LeftOut(int cell, Confidentiality why) => before[cell] == Bounds.Anything ? why : Confidentiality.N;

    /// <summary>What may be left out for it: itself and its neighbours, the smallest first; then what they add up to, and so on upwards; for the total, what adds up to it.</summary>
    private IEnumerable<int> Candidates(int exposed)
    {
        for (var cell = exposed; cell >= 0; cell = tree.Cells[cell].Parent)
        {
            foreach (var part in Cheapest(tree.GroupOf(cell)?.Parts ?? [0]))
            {
                yield return part;
            }
        }

        if (exposed == 0)
        {
            foreach (var part in Cheapest([.. Enumerable.Range(1, counts.Length - 1).Where(cell => tree.Cells[cell].Parent == 0)]))
            {
                yield return part;
            }
        }
    }

    private IEnumerable<int> Cheapest(int[] cells) => cells.OrderBy(cell => rules.Shown(counts[cell]));

    // Everything about it is left out already, and which of it is few still tells something: then the table says nothing at all.
    private void WithholdTableOf(int exposed)
    {
        var table = tree.Cells[exposed].Table;
        var cells = Enumerable.Range(0, counts.Length).Where(cell => tree.Cells[cell].Table == table && status[cell] != Confidentiality.N).ToArray();
        if (cells.Length == 0)
        {
            cells = [.. Enumerable.Range(0, counts.Length).Where(cell => status[cell] != Confidentiality.N)];
        }

        Array.ForEach(cells, cell => status[cell] = Confidentiality.N);
    }

    private Bounds[] Derive() => tree.Derive([.. Enumerable.Range(0, counts.Length).Select(Own)]);

    private Bounds Own(int cell) => rules.Told(status[cell], rules.Shown(counts[cell])).And(before[cell]);
}
