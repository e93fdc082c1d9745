using CsCheck;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics.Formats;

public sealed class CompareCountsTests
{
    [Fact]
    public async Task Only_numbers_that_are_others_are_listed_and_also_those_that_were_not_there()
    {
        var before = Table(("a1", 1), ("b2", 2), ("c3", null), ("d4", 4));
        var after = Table(("a1", 1), ("aa", 7), ("ab", 0), ("b2", 3), ("c3", 0), ("e5", 5));

        var revisions = await Revisions(before, after);

        Assert.Equal(["aa: - 7", "b2: 2 3", "c3: - 0", "d4: 4 -", "e5: - 5"], revisions);
        Assert.Empty(await Revisions(before, before));
    }

    [Fact]
    public void Walking_through_both_side_by_side_finds_what_looking_up_each_finds()
    {
        var tables = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 3]).List[0, 20].Select(rows => rows.DistinctBy(row => row.Item1).OrderBy(row => row.Item1).Select(row => ($"k{row.Item1:00}", (decimal?)row.Item2)).ToArray());

        Gen.Select(tables, tables).Sample(pair =>
        {
            var (before, after) = (pair.Item1.ToDictionary(), pair.Item2.ToDictionary());
            var expected = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Where(key => before.TryGetValue(key, out var was) & after.TryGetValue(key, out var now) ? was != now : (was ?? now) != 0)
                .Select(key => $"{key}: {Text(before.GetValueOrDefault(key))} {Text(after.GetValueOrDefault(key))}");
            // What only one of them has stands where that one has it, not in the order of letters.
            return expected.SequenceEqual(Revisions(Table(pair.Item1), Table(pair.Item2)).GetAwaiter().GetResult().Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void One_order_holds_both()
    {
        Assert.Equal("a b c d e", string.Join(' ', CompareCounts.Places(["a", "c", "e"], ["b", "c", "d", "e"]).OrderBy(pair => pair.Value).Select(pair => pair.Key)));
        Assert.Equal("b a", string.Join(' ', CompareCounts.Places(["b"], ["b", "a"]).OrderBy(pair => pair.Value).Select(pair => pair.Key)));
    }

    private static async Task<List<string>> Revisions(Export before, Export after)
    {
        var all = new List<string>();
        await foreach (var row in new CompareCounts(before, after).Rows(CancellationToken.None))
        {
            all.Add($"{row.Values[0].Code}: {Text(row.Before)} {Text(row.After)}");
        }

        return all;
    }

    private static string Text(decimal? number) => ExportColumns.Text(number) ?? "-";

    private static Export Table(params (string Code, decimal? Value)[] rows)
    {
        var export = SampleExport.Of("tips_accepted", "campaign", occurring: []);
        var values = rows.Select(row => new AxisValue(row.Code, row.Code, row.Code)).ToArray();
        return export with { Axes = [new Axis(Dimensions.Campaign, values)], Rows = _ => Rows() };

        async IAsyncEnumerable<CountRow> Rows()
        {
            foreach (var (value, row) in values.Zip(rows))
            {
                yield return new CountRow(Measures.TipsAccepted, [value], row.Value, null, null, row.Value is null ? CountTable.Missing : CountTable.Normal);
            }

            await Task.CompletedTask;
        }
    }
}
