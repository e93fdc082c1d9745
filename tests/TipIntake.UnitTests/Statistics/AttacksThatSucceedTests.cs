using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

/// <summary>Each control taken away, alone, and the attack that it prevents: then the same attack with it. An attack that could not succeed would prove nothing by failing.</summary>
public sealed class AttacksThatSucceedTests
{
    private const int Series = 300;
    private static readonly DisclosureRules Rules = new();

    [Fact]
    public void Without_secondary_suppression_totals_give_small_counts_away()
    {
        var without = ReadAll(Rules with { SuppressesMore = false });
        var with = ReadAll(Rules);

        Assert.InRange(without.Narrowed, Series, int.MaxValue);
        Assert.InRange(without.Exact, 1, int.MaxValue);
        Assert.Equal((0, 0), with);
    }

    [Fact]
    public void Without_rounding_a_total_less_its_parts_is_the_missing_part()
    {
        var without = ReadAll(Rules with { Rounds = false }, rounded: false);

        Assert.InRange(without.Exact, 100, int.MaxValue);
    }

    [Fact]
    public void Without_cell_keys_cross_tables_give_away_what_plain_tables_keep()
    {
        var without = ReadAll(Rules with { UsesCellKeys = false }, noise: 0);

        Assert.InRange(without.Narrowed, 10, int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_a_new_change_for_each_question_the_average_is_the_true_number(bool hasKeys)
    {
        var chance = new Random(1);
        var found = 0;
        for (var cell = 0; cell < 200; cell++)
        {
            var tips = new TipChange(chance.Next(20, 400), chance.Next(100_000));
            var answers = Enumerable.Range(0, 4_000).Select(_ => Rules.Shown(tips.Tips + CellKey.Change(hasKeys ? tips : tips with { Keys = chance.Next(256) }))).ToArray();
            found += Guess(answers.Average()) == tips.Tips ? 1 : 0;
        }

        if (hasKeys)
        {
            Assert.InRange(found, 0, 60);
        }
        else
        {
            Assert.InRange(found, 190, 200);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_a_release_after_every_tip_somebody_who_sends_tips_counts_those_of_others(bool oneForEachPeriod)
    {
        var (found, tried) = (0, 0);
        for (var series = 0; series < 40; series++)
        {
            var chance = new Random(series);
            var week = SimulatedWeek.Make(chance);
            var target = week.Objects[chance.Next(week.Objects.Length)].Reference;
            tried += week.True("object", target) < 10 ? 1 : 0;
            found += week.True("object", target) < 10 && Probe(chance, week, target, oneForEachPeriod) == week.True("object", target) ? 1 : 0;
        }

        Assert.InRange(tried, 10, 40);
        Assert.Equal(oneForEachPeriod ? 0 : tried, found);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_tips_that_nobody_has_assessed_somebody_lifts_a_small_count_over_the_threshold(bool assessedOnly)
    {
        const int sent = 20;
        var objects = new[] { new ListedObject("OBJ-2026-0001", "household"), new ListedObject("OBJ-2026-0002", "household"), new ListedObject("OBJ-2026-0003", "household") };
        var groups = new[] { Of("OBJ-2026-0001", "useful", 3), Of("OBJ-2026-0002", "useful", 140), Of("OBJ-2026-0003", "useful", 60), Of("OBJ-2026-0001", assessedOnly ? "" : "spam", sent) };

        var shown = ControlRelease.Run(new PeriodCounts(objects, SimulatedWeek.Codes, groups), [], Rules).Cells.Single(cell => cell.Code == "OBJ-2026-0001").Shown;

        Assert.Equal(assessedOnly ? null : 25, shown);
        Assert.True(assessedOnly || Math.Abs(shown!.Value - sent - 3) <= 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_groups_that_differ_in_one_tip_tell_which_it_was_only_without_rounding_and_keys(bool isControlled)
    {
        var chance = new Random(3);
        var told = 0;
        for (var pair = 0; pair < 1_000; pair++)
        {
            var all = new TipChange(chance.Next(20, 400), chance.Next(100_000));
            var fewer = all + new TipChange(-chance.Next(0, 2), -chance.Next(256));
            int Shown(TipChange tips) => isControlled ? Rules.Shown(tips.Tips + CellKey.Change(tips)) : tips.Tips;
            told += Shown(all) - Shown(fewer) == all.Tips - fewer.Tips ? 1 : 0;
        }

        Assert.InRange(told, isControlled ? 0 : 1_000, isControlled ? 300 : 1_000);
    }

    // In the long run the average of rounded numbers moves by one with the true number.
    private static int Guess(double average) => Enumerable.Range(1, 500).MinBy(count => Math.Abs(Enumerable.Range(0, 256).Average(key => Rules.Shown(count + CellKey.Change(new TipChange(count, key)))) - average));

    // The number of own tips after which the object first has a number tells how many there were.
    private static int? Probe(Random chance, SimulatedWeek week, string target, bool oneForEachPeriod)
    {
        var before = new List<EarlierRelease>();
        for (var own = 0; own <= 10; own++)
        {
            var counts = week.With(new Random(own), target, own).Count();
            var release = ControlRelease.Run(counts, oneForEachPeriod ? before : [], Rules);
            before.Add(new EarlierRelease(release, counts));
            if (release.Cells.Single(cell => cell.Table == "object" && cell.Code == target).Shown is not null)
            {
                return 10 - own;
            }
        }

        return null;
    }

    private static (int Narrowed, int Exact) ReadAll(DisclosureRules rules, bool rounded = true, int noise = 4)
    {
        var (narrowed, exact) = (0, 0);
        Parallel.For(0, Series, number =>
        {
            var week = SimulatedWeek.Make(new Random(number));
            var released = ControlRelease.Run(week.Count(), [], rules);
            var reader = new ReleaseReader(SimulatedWeek.Codes, released, rounded, noise);
            Assert.True(reader.IsPossible);
            var crosses = released.Crosses.SelectMany(table => table.Cells.Where(cell => week.True(table.Rows, table.Columns, cell.Row, cell.Column) < 10).Select(cell => reader.Cross[(table.Rows + table.Columns, cell.Row, cell.Column)]));
            var small = reader.Plain.Where(cell => week.True(cell.Key.Table, cell.Key.Code) < 10).Select(cell => cell.Value).Concat(crosses).ToDictionary(cell => cell, _ => (0d, 9d));
            Interlocked.Add(ref narrowed, reader.NotOpen(small).Count);
            foreach (var (cell, value) in reader.Exact(small.Keys))
            {
                Assert.Equal(True(week, reader, cell), value);
                Interlocked.Increment(ref exact);
            }
        });
        return (narrowed, exact);
    }

    private static int True(SimulatedWeek week, ReleaseReader reader, int cell)
    {
        if (reader.Plain.Values.Contains(cell))
        {
            var (table, code) = reader.Plain.Single(one => one.Value == cell).Key;
            return week.True(table, code);
        }

        var crossed = reader.Cross.Single(one => one.Value == cell).Key;
        var (rows, columns) = CrossTable.Pairs.Single(pair => pair.Rows + pair.Columns == crossed.Table);
        return week.True(rows, columns, crossed.Row, crossed.Column);
    }

    private static CountedGroup Of(string reference, string decision, int tips) => new(reference, "PT", "en", "guess", decision, tips, 37 * tips);
}
