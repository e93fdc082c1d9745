using System.Runtime.CompilerServices;
using Npgsql;

namespace TipIntake.Statistics;

/// <param name="Values">One of each axis.</param>
/// <param name="Value">Null: there can be none.</param>
/// <param name="Lower">Of the 95 % interval; only of shares and rates.</param>
internal sealed record CountRow(Measure Measure, AxisValue[] Values, decimal? Value, decimal? Lower, decimal? Upper, char Status);

/// <summary>An answer that is being read: its axes stand, its rows come one after the other, so it may be as long as it likes. All of it is as of one moment.</summary>
/// <param name="since">The first day on which tips could come about any of the objects in question; null: there is none.</param>
internal sealed class CountTable(CountSnapshot snapshot, StatisticsQuery query, AsOf asOf, Axis[] axes, (DateOnly From, DateOnly To)? period, DateOnly? since, string[]? objects) : IAsyncDisposable
{
    // Codes of SDMX (CL_OBS_STATUS).
    public const char Normal = 'A';
    public const char Provisional = 'P';
    public const char Missing = 'M';

    private readonly int time = Array.FindIndex(axes, axis => axis.Dimension.IsTime);
    private readonly int @object = Array.FindIndex(axes, axis => axis.Dimension == Dimensions.Object);

    public StatisticsQuery Query { get; } = query;

    public AsOf AsOf { get; } = asOf;

    public Axis[] Axes { get; } = axes;

    /// <summary>What the person who asks may see; null: all.</summary>
    public string[]? Objects { get; } = objects;

    /// <summary>Whole weeks or months where it is told by them; null: everything until the day asked for.</summary>
    public (DateOnly From, DateOnly To)? Period { get; } = period;

    public long Cells => Axes.Aggregate(1L, (cells, axis) => cells * axis.Values.Length);

    public long RowCount => Cells * Query.Measures.Length;

    /// <summary>Measure by measure, and in each in the order of the axes.</summary>
    public async IAsyncEnumerable<CountRow> Rows([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measure in Query.Measures)
        {
            await using var command = new CountSql(Query, measure, AsOf, Period, Objects).Read(snapshot.Connection, Axes);
            command.CommandTimeout = ReadCounts.MostSeconds;
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var (next, value, whole) = await Advance(rows, cancel);
            for (var cell = 0L; cell < Cells; cell++)
            {
                var isThere = cell == next;
                yield return Row(measure, At(cell), isThere ? value : 0, isThere ? whole : 0);
                if (isThere)
                {
                    (next, value, whole) = await Advance(rows, cancel);
                }
            }
        }
    }

    public ValueTask DisposeAsync() => snapshot.DisposeAsync();

    private async Task<(long Cell, decimal Value, decimal Whole)> Advance(NpgsqlDataReader rows, CancellationToken cancel)
    {
        if (!await rows.ReadAsync(cancel))
        {
            return (-1, 0, 0);
        }

        var cell = 0L;
        for (var place = 0; place < Axes.Length; place++)
        {
            cell = cell * Axes[place].Values.Length + rows.GetInt32(place) - 1;
        }

        return (cell, rows.GetDecimal(Axes.Length), rows.GetDecimal(Axes.Length + 1));
    }

    private AxisValue[] At(long cell)
    {
        var values = new AxisValue[Axes.Length];
        for (var place = Axes.Length - 1; place >= 0; place--)
        {
            (cell, var at) = Math.DivRem(cell, Axes[place].Values.Length);
            values[place] = Axes[place].Values[at];
        }

        return values;
    }

    private CountRow Row(Measure measure, AxisValue[] values, decimal value, decimal whole)
    {
        var within = time >= 0 ? values[time] : null;
        // There can be none before the first object was asked about, nor on days that are still to come; for what was counted all the same, the number stands.
        var open = @object >= 0 ? values[@object].From : since;
        var isOutside = value == 0 && (within?.From ?? Period?.From) is { } from && (from > AsOf.Day || (within?.To ?? Period?.To) < open);
        var figure = isOutside ? null : Figure.Of(measure, value, whole, Days(within, @object >= 0 ? values[@object] : null));
        var status = figure is null ? Missing : AsOf.IsProvisional || (within?.To ?? Period?.To) > AsOf.Day ? Provisional : Normal;
        return new CountRow(measure, values, figure?.Value, figure?.Lower, figure?.Upper, status);
    }

    // How many days of the period tips could come on, until the day asked for.
    private int Days(AxisValue? within, AxisValue? about)
    {
        var from = Later(within?.From ?? Period?.From ?? DateOnly.MinValue, about?.From ?? since ?? DateOnly.MinValue);
        var to = within?.To ?? Period?.To ?? AsOf.Day;
        return Math.Max(0, (to < AsOf.Day ? to : AsOf.Day).DayNumber - from.DayNumber + 1);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
