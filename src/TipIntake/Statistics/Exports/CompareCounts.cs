using System.Runtime.CompilerServices;

namespace TipIntake.Statistics;

/// <summary>A number that is another one than before.</summary>
/// <param name="Before">Null: there was none.</param>
internal sealed record Revision(Measure Measure, AxisValue[] Values, decimal? Before, decimal? After);

/// <summary>Walks through two answers to one question side by side. Both come in the same order, so it holds one row of each.</summary>
internal sealed class CompareCounts
{
    private readonly Export before;
    private readonly Export after;
    private readonly Dictionary<string, int>[] places;

    public CompareCounts(Export before, Export after)
    {
        (this.before, this.after) = (before, after);
        places = [.. before.Axes.Zip(after.Axes, (earlier, later) => Places(Codes(earlier), Codes(later)))];
    }

    public async IAsyncEnumerable<Revision> Rows([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var earlier = before.Rows(cancel).GetAsyncEnumerator(cancel);
        await using var later = after.Rows(cancel).GetAsyncEnumerator(cancel);
        var (older, newer) = (await Next(earlier), await Next(later));
        while (older is not null || newer is not null)
        {
            var order = Order(older, newer);
            var (old, now) = (order <= 0 ? older : null, order >= 0 ? newer : null);
            if (Differ(old, now))
            {
                yield return new Revision((now ?? old)!.Measure, (now ?? old)!.Values, old?.Value, now?.Value);
            }

            older = order <= 0 ? await Next(earlier) : older;
            newer = order >= 0 ? await Next(later) : newer;
        }
    }

    /// <summary>One order that holds both: each keeps its own, and what only one of them has stands where that one has it.</summary>
    internal static Dictionary<string, int> Places(string[] before, string[] after)
    {
        var (both, next) = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        foreach (var code in before)
        {
            for (var at = Array.IndexOf(after, code, next); next <= at; next++)
            {
                both.TryAdd(after[next], both.Count);
            }

            both.TryAdd(code, both.Count);
        }

        Array.ForEach(after[next..], code => both.TryAdd(code, both.Count));
        return both;
    }

    private static string[] Codes(Axis axis) => Array.ConvertAll(axis.Values, value => value.Code);

    // A row that only one of the answers has, and that says nothing was counted, says nothing new.
    private static bool Differ(CountRow? old, CountRow? now) => old is null || now is null ? ((old ?? now)!.Value ?? 0) != 0 : old.Value != now.Value;

    private static async Task<CountRow?> Next(IAsyncEnumerator<CountRow> rows) => await rows.MoveNextAsync() ? rows.Current : null;

    private int Order(CountRow? older, CountRow? newer)
    {
        if (older is null || newer is null)
        {
            return older is null ? 1 : -1;
        }

        var order = Array.IndexOf(after.Query.Measures, older.Measure).CompareTo(Array.IndexOf(after.Query.Measures, newer.Measure));
        for (var place = 0; order == 0 && place < places.Length; place++)
        {
            order = places[place][older.Values[place].Code].CompareTo(places[place][newer.Values[place].Code]);
        }

        return order;
    }
}
