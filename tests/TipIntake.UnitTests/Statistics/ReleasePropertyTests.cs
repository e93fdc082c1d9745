using CsCheck;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

public sealed class ReleasePropertyTests
{
    private static readonly DisclosureRules Rules = new();

    [Fact]
    public void Changes_cancel_out_for_every_count_and_stay_within_four()
    {
        for (var count = 0; count < 1_000; count++)
        {
            var changes = Enumerable.Range(0, 256).Select(key => CellKey.Change(new TipChange(count, key))).ToArray();

            Assert.Equal(0, changes.Sum());
            Assert.All(changes, change => Assert.InRange(change, -CellKey.Most, CellKey.Most));
        }
    }

    [Fact]
    public void The_change_follows_from_count_and_sum_of_keys_alone() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Long[0, 1L << 40], Gen.Int[0, 1_000]).Sample((count, keys, more) =>
            CellKey.Change(new TipChange(count, keys)) == CellKey.Change(new TipChange(count, keys + 256L * more)));

    [Fact]
    public void What_is_told_contains_what_is_true() =>
        Gen.Int[0, 100_000].Sample(count =>
        {
            var told = Rules.IsFew(count) ? Rules.Told(Confidentiality.C, null) : Rules.Told(Confidentiality.F, Rules.Shown(count));
            return told.Covers(new Bounds(count, count));
        });

    [Fact]
    public void What_can_be_derived_in_a_tree_is_what_a_list_of_all_possible_worlds_shows() =>
        Gen.Select(Any(), Any(), Any(), Any(), Any()).Sample((total, one, two, first, second) =>
        {
            var tree = SumTree.Of([new ListedObject("a", "one"), new ListedObject("b", "one"), new ListedObject("c", "two")], new ReleaseCodes(["x", "y"], ["_U"], ["_U"], ["_U"]));
            var own = tree.Cells.Select(cell => cell.Code switch { "_T" => total, "one" => one, "a" => first, "b" => second, "x" => two, _ => new Bounds(0, 7) }).ToArray();

            var derived = tree.Derive(own);

            var worlds = Worlds(own, tree);
            return worlds.Count == 0 || Enumerable.Range(0, own.Length).All(cell => derived[cell] == new Bounds(worlds.Min(world => world[cell]), worlds.Max(world => world[cell])));
        });

    [Fact]
    public void A_cross_table_that_passes_fits_whatever_margins_there_are() =>
        Gen.Select(Gen.Int[0, 4].Array[4], Gen.Int[0, 5].Array[4], Gen.Int[0, 8].Array[4], Gen.Int[0, 3].Array[4]).Sample((lows, widths, margins, spread) =>
        {
            var cells = new Bounds[2, 2];
            for (var cell = 0; cell < 4; cell++)
            {
                cells[cell / 2, cell % 2] = new Bounds(lows[cell], lows[cell] + widths[cell]);
            }

            var sums = Enumerable.Range(0, 4).Select(side => new Bounds(margins[side], margins[side] + spread[side])).ToArray();

            return !new MarginCheck(sums[..2], sums[2..], cells).Holds() || AllMargins(sums).All(sum => Fits(cells, sum));
        });

    [Fact]
    public void What_is_few_never_has_a_number_and_a_number_is_never_far_from_the_truth() =>
        Gen.Int.Sample(seed =>
        {
            var week = SimulatedWeek.Make(new Random(seed));
            var tables = ControlRelease.Run(week.Count(), [], Rules);
            return tables.Cells.All(cell => cell.Shown is not { } shown || (week.True(cell.Table, cell.Code) is >= 10 and var count && Math.Abs(count - shown) <= 2))
                && tables.Crosses.All(table => table.Cells.All(cell => cell.Shown is not { } shown || (week.True(table.Rows, table.Columns, cell.Row, cell.Column) is >= 10 and var count && Math.Abs(count - shown) <= 6)));
        }, iter: 300);

    private static Gen<Bounds> Any() => Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], (low, width) => new Bounds(low, low + width));

    private static List<long[]> Worlds(Bounds[] own, SumTree tree)
    {
        var found = new List<long[]>();
        for (var number = 0; number < 8 * 8 * 8; number++)
        {
            var (a, b, c) = (number / 64, number / 8 % 8, number % 8);
            for (var x = 0; x <= a + b + c; x++)
            {
                long[] world = [.. tree.Cells.Select(cell => (long)(cell.Code switch { "a" => a, "b" => b, "c" or "two" => c, "one" => a + b, "x" => x, "y" => a + b + c - x, _ => a + b + c }))];
                if (world.Zip(own).All(cell => cell.Second.Covers(new Bounds(cell.First, cell.First))))
                {
                    found.Add(world);
                }
            }
        }

        return found;
    }

    private static IEnumerable<long[]> AllMargins(Bounds[] sums) =>
        from one in Within(sums[0]) from two in Within(sums[1]) from left in Within(sums[2]) from right in Within(sums[3]) where one + two == left + right select new[] { one, two, left, right };

    private static bool Fits(Bounds[,] cells, long[] sums) => Within(cells[0, 0]).Any(corner =>
        cells[0, 1].Covers(new Bounds(sums[0] - corner, sums[0] - corner)) && cells[1, 0].Covers(new Bounds(sums[2] - corner, sums[2] - corner)) && cells[1, 1].Covers(new Bounds(sums[1] - sums[2] + corner, sums[1] - sums[2] + corner)));

    private static IEnumerable<long> Within(Bounds bounds) => Enumerable.Range(0, (int)bounds.Size).Select(place => bounds.Low + place);
}
