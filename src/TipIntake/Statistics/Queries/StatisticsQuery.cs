namespace TipIntake.Statistics;

/// <summary>What somebody wants to know, in the terms of the definitions.</summary>
/// <param name="By">In the order of the columns.</param>
/// <param name="Where">Several values of one dimension are alternatives; different dimensions must all fit.</param>
/// <param name="From">The first day of the period; null: since counting began.</param>
/// <param name="To">The last day of it; null: until the day asked for.</param>
/// <param name="AsOf">As it was known at the end of this day; null: as it is known now, which will change.</param>
internal sealed record StatisticsQuery(Measure[] Measures, Dimension[] By, Filter[] Where, DateOnly? From, DateOnly? To, DateOnly? AsOf)
{
    public Dimension? Time => Array.Find(By, dimension => dimension.IsTime);

    /// <summary>Every dimension that the query touches.</summary>
    public IEnumerable<Dimension> Touched => By.Concat(Where.Select(filter => filter.Dimension)).Distinct();

    /// <summary>Whether its rows are parts of one whole: not shares, medians, rates; nor what is told by a dimension in which something has several values.</summary>
    public bool AddsUp => Measures.All(measure => measure.AddsUp) && By.All(dimension => !dimension.IsMultiple);

    public string[] ValuesOf(Dimension dimension) => [.. Where.Where(filter => filter.Dimension == dimension).Select(filter => filter.Code)];
}

internal sealed record Filter(Dimension Dimension, string Code);
