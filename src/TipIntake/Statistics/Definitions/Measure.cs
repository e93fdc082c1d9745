namespace TipIntake.Statistics;

/// <summary>Something that is counted, or a figure made of what is counted.</summary>
/// <param name="Id">Stable; stands in the column <c>measure</c> of every format.</param>
/// <param name="Unit">Stands in the column <c>unit</c>.</param>
/// <param name="Clock">By which moment it falls into a period.</param>
/// <param name="Definition">In plain words, for whoever defends a number.</param>
/// <param name="Value">What is summed, as SQL over <see cref="Facts"/>.</param>
/// <param name="Since">The version of the definitions that brought it.</param>
internal sealed record Measure(string Id, string Name, string Unit, Clock Clock, string Definition, Facts Facts, string Value, int Since = 1)
{
    /// <summary>Which rows count, as SQL; null: all.</summary>
    public string? Only { get; init; }

    /// <summary>Not null: the value is the share of the rows that this is true of.</summary>
    public string? Above { get; init; }

    /// <summary>Not null: the value is no sum but this quantile.</summary>
    public double? Quantile { get; init; }

    public Interval Interval { get; init; }

    /// <summary>The dimension that the measure already picks a value of, so that it cannot be told by it once more.</summary>
    public Dimension? Picks { get; init; }

    /// <summary>Nothing counted is zero; but there is no share or median of nothing.</summary>
    public bool IsCount => Above is null && Quantile is null;

    public bool IsShare => Interval == Interval.Wilson;

    public bool AddsUp => IsCount && Interval == Interval.None;

    public bool CanBeToldBy(Dimension dimension) => dimension != Picks && Facts.Has(dimension);
}

/// <summary>How sure a figure is. Counts are complete, so they have none: nothing was sampled.</summary>
internal enum Interval
{
    None,

    /// <summary>Of a share.</summary>
    Wilson,

    /// <summary>Of a rate over time.</summary>
    Poisson,
}
