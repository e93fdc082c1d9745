using TipIntake.Statistics;

namespace TipIntake.UnitTests.Statistics.Formats;

/// <summary>However long an answer is, what a format keeps of it stays the same. The memory of the whole program is looked at, so nothing else may run meanwhile.</summary>
[Collection(typeof(Alone))]
public sealed class FlatMemoryTests
{
    private const int Rows = 300_000;
    private const long MostGrowth = 4 * 1024 * 1024;

    public static TheoryData<string> Formats => [.. ExportFormat.All.Select(format => format.Id)];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Rows_that_were_written_are_not_kept(string format)
    {
        // Where groups of rows are as full at both moments.
        var (early, late) = (0L, 0L);
        var export = SampleExport.Of("tips_accepted", "campaign", occurring: ["a1"]) with { Rows = _ => Many() };
        await using var nowhere = new MeasuredStream(Stream.Null);

        await ExportFormat.Find(format)!.Write(export, nowhere, CancellationToken.None);

        Assert.InRange(nowhere.Bytes, 1_000, long.MaxValue);
        Assert.InRange(late - early, long.MinValue, MostGrowth);

        async IAsyncEnumerable<CountRow> Many()
        {
            for (var number = 0; number < Rows; number++)
            {
                if (number is ParquetFile.RowsOfGroup + 1_000 or Rows - ParquetFile.RowsOfGroup + 1_000)
                {
                    (early, late) = (late, GC.GetTotalMemory(forceFullCollection: true));
                }

                var code = $"c{number}";
                yield return new CountRow(Measures.TipsAccepted, [new AxisValue(code, code, code)], number, null, null, CountTable.Normal);
            }

            await Task.CompletedTask;
        }
    }
}

/// <summary>Runs after all the others, one test after another.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
