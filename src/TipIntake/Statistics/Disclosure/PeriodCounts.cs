namespace TipIntake.Statistics;

/// <summary>Tips of the period that have all of this in common.</summary>
/// <param name="Keys">The sum of their keys, see <see cref="CellKey"/>.</param>
internal sealed record CountedGroup(string Object, string Country, string Language, string Basis, string Decision, int Tips, long Keys)
{
    public string Of(string dimension) => dimension switch
    {
        ReleaseCodes.Decision => Decision,
        ReleaseCodes.Country => Country,
        ReleaseCodes.Language => Language,
        _ => Basis,
    };
}

/// <summary>An object that took tips in the period, whether it got any or not.</summary>
internal sealed record ListedObject(string Reference, string Category);

/// <summary>What is truly so: known to this program while it makes a release, and to nobody who reads one.</summary>
internal sealed class PeriodCounts(IReadOnlyList<ListedObject> objects, ReleaseCodes codes, IEnumerable<CountedGroup> found)
{
    private readonly CountedGroup[] groups = Counted(objects, found);

    public IReadOnlyList<ListedObject> Objects => objects;

    public ReleaseCodes Codes => codes;

    /// <summary>Of these objects and assessed; nothing else is ever told outside.</summary>
    public int Total => groups.Sum(group => group.Tips);

    public Dictionary<string, int> ByObject() => Sum(group => group.Object).ToDictionary(sum => sum.Key, sum => sum.Value.Tips, StringComparer.Ordinal);

    public Dictionary<string, int> By(string dimension) =>
        Sum(group => codes.Place(dimension, group.Of(dimension))).ToDictionary(sum => sum.Key, sum => sum.Value.Tips, StringComparer.Ordinal);

    public Dictionary<(string Row, string Column), TipChange> By(string rows, string columns) =>
        Sum(group => (codes.Place(rows, group.Of(rows)), codes.Place(columns, group.Of(columns))));

    // What nobody has assessed anybody may have sent, as many as they like.
    private static CountedGroup[] Counted(IReadOnlyList<ListedObject> objects, IEnumerable<CountedGroup> found)
    {
        var listed = objects.Select(one => one.Reference).ToHashSet(StringComparer.Ordinal);
        return [.. found.Where(group => group.Decision.Length > 0 && listed.Contains(group.Object))];
    }

    private Dictionary<TKey, TipChange> Sum<TKey>(Func<CountedGroup, TKey> key)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, TipChange>();
        foreach (var group in groups)
        {
            sums[key(group)] = sums.GetValueOrDefault(key(group)) + new TipChange(group.Tips, group.Keys);
        }

        return sums;
    }
}
