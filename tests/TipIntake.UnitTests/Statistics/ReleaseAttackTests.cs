using System.Collections.Concurrent;
using System.Globalization;
using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics;

/// <summary>
/// A thousand series of releases, each read by somebody who has all of them, knows the rules, and reckons with everything at once. That each of these attacks does
/// succeed where what prevents it is missing, is shown in <see cref="AttacksThatSucceedTests"/>.
/// </summary>
public sealed class ReleaseAttackTests
{
    private const int Series = 1_000;

    /// <summary>Another number lets other weeks happen.</summary>
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("RELEASE_SEED") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Series in which something gave way once, or seemed to.</summary>
    private static readonly int[] GaveWay = [100_624, 777_270, 777_731, 5_000_332, 5_000_507, 5_000_853];

    private static readonly int[] Seeds = [.. Enumerable.Range(FirstSeed, Series), .. GaveWay];

    private static readonly DisclosureRules Rules = new();

    [Fact]
    public void From_one_release_or_two_in_a_row_every_small_count_may_still_be_anything_from_0_to_9()
    {
        var faults = new ConcurrentBag<string>();
        var (small, crossed) = (0, 0);

        Parallel.ForEach(Seeds, number =>
        {
            var chance = new Random(number);
            for (var week = 1; week <= 2; week++)
            {
                var sent = SimulatedWeek.Make(chance);
                var released = ControlRelease.Run(sent.Count(), [], Rules);
                var reader = new ReleaseReader(SimulatedWeek.Codes, released);
                var wanted = Small(reader, [sent]);
                var isListed = wanted.Keys.Where(cell => IsListed(reader, released, cell)).ToHashSet();
                Interlocked.Add(ref small, isListed.Count);
                Interlocked.Add(ref crossed, released.Crosses.Count(table => table.Cells.Length > 0));
                var plain = new Lazy<ReleaseReader>(() => new ReleaseReader(SimulatedWeek.Codes, Plain(released)));
                Note(faults, $"{number}.{week}", reader, wanted, cell => IsListed(reader, released, cell) ? [] : [plain.Value]);
            }
        });

        Assert.InRange(small, 20 * Series, int.MaxValue);
        Assert.InRange(crossed, Series, int.MaxValue);
        Assert.Empty(faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void From_a_release_and_its_revision_neither_even_for_somebody_who_knows_exactly_what_was_changed()
    {
        var faults = new ConcurrentBag<string>();

        Parallel.ForEach(Seeds, number =>
        {
            var chance = new Random(number);
            var then = SimulatedWeek.Make(chance);
            var now = then.Later(chance);
            var first = ControlRelease.Run(then.Count(), [], Rules);
            var second = ControlRelease.Run(now.Count(), [new EarlierRelease(first, then.Count())], Rules);
            var firstAndChanges = new Known(first, (table, code) => now.True(table, code) - then.True(table, code), (rows, columns, row, column) => now.True(rows, columns, row, column) - then.True(rows, columns, row, column));
            var reader = new ReleaseReader(SimulatedWeek.Codes, [firstAndChanges, new Known(second)]);
            var before = new Lazy<ReleaseReader>(() => new ReleaseReader(SimulatedWeek.Codes, [firstAndChanges]));
            var plain = new Lazy<ReleaseReader>(() => new ReleaseReader(SimulatedWeek.Codes, [firstAndChanges with { Tables = Plain(first) }, new Known(Plain(second))]));
            Note(faults, $"{number}", reader, Small(reader, [then, now]), cell => IsListed(reader, first, cell) ? [before.Value] : [before.Value, plain.Value]);
        });

        Assert.Empty(faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Whoever_asks_again_gets_the_same_bytes_a_thousand_times()
    {
        var week = SimulatedWeek.Make(new Random(7));
        var first = ReleaseCsv.Write("R-2026-001", "2026-W40", ControlRelease.Run(week.Count(), [], Rules));

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Equal(first, ReleaseCsv.Write("R-2026-001", "2026-W40", ControlRelease.Run(week.Count(), [], Rules))));
    }

    // What each count that is small (in the first release, if there are two) must be able to be: 0 to 9, and in the second as much more or less as the reader knows it has become.
    private static Dictionary<int, (double Low, double High)> Small(ReleaseReader reader, SimulatedWeek[] looked)
    {
        var plain = reader.Plain.Select(cell => (cell.Value, True: looked.Select(week => week.True(cell.Key.Table, cell.Key.Code)).ToArray()));
        var cross = reader.Cross.Select(cell => (cell.Value, True: looked.Select(week => Crossed(week, cell.Key)).ToArray()));
        return plain.Concat(cross).Where(cell => cell.True[0] < 10).ToDictionary(cell => cell.Value, cell => Left(cell.True));
    }

    private static int Crossed(SimulatedWeek week, (string Table, string Row, string Column) cell)
    {
        var (rows, columns) = CrossTable.Pairs.Single(pair => pair.Rows + pair.Columns == cell.Table);
        return week.True(rows, columns, cell.Row, cell.Column);
    }

    private static (double Low, double High) Left(int[] counts)
    {
        var (then, now) = (counts[0], counts[^1]);
        return (Math.Max(0, now - then), 9 + now - then);
    }

    // Some of it somebody knows before: of two answers that are never shown together, what the plain tables say of each; or, who knows the changes, that three were withdrawn
    // of those that a first release did not tell. What comes then must not add to it.
    private static void Note(ConcurrentBag<string> faults, string series, ReleaseReader reader, Dictionary<int, (double Low, double High)> wanted, Func<int, ReleaseReader[]> before)
    {
        if (!reader.IsPossible)
        {
            faults.Add($"{series}: what was released contradicts itself");
            return;
        }

        foreach (var cell in reader.NotOpen(wanted))
        {
            var (range, known) = (reader.Range(cell), Known(before(cell), cell));
            if (range.Low > Math.Max(known.Low, wanted[cell].Low) + 1e-3 || range.High < Math.Min(known.High, wanted[cell].High) - 1e-3)
            {
                faults.Add($"{series}: {Name(reader, cell)} is {range}, not {wanted[cell]}");
            }
        }

        foreach (var (cell, value) in reader.Exact(Enumerable.Range(0, reader.Plain.Count + reader.Cross.Count)))
        {
            if (Known(before(cell), cell) is var known && known.High - known.Low > 0.999)
            {
                faults.Add($"{series}: {Name(reader, cell)} is exactly {value}");
            }
        }
    }

    private static (double Low, double High) Known(ReleaseReader[] readers, int cell) =>
        readers.Select(reader => reader.Range(cell)).Aggregate((Low: 0d, High: double.MaxValue), (one, other) => (Math.Max(one.Low, other.Low), Math.Min(one.High, other.High)));

    private static ReleasedTables Plain(ReleasedTables tables) => tables with { Crosses = [.. tables.Crosses.Select(table => table with { Cells = [] })] };

    private static bool IsListed(ReleaseReader reader, ReleasedTables tables, int cell) => reader.Plain.Values.Contains(cell)
        || reader.Cross.Single(one => one.Value == cell).Key is var key && tables.Crosses.Single(table => table.Rows + table.Columns == key.Table).Find(key.Row, key.Column) is not null;

    private static string Name(ReleaseReader reader, int cell) => reader.Plain.Values.Contains(cell)
        ? reader.Plain.Single(one => one.Value == cell).Key.ToString()
        : reader.Cross.Single(one => one.Value == cell).Key.ToString();
}
