using Npgsql;

namespace TipIntake.Statistics;

/// <summary>Writes the question to the database. Its texts come from the definitions; whatever was asked goes in as a parameter.</summary>
/// <param name="objects">The only ones to look at; null: all.</param>
internal sealed class CountSql(StatisticsQuery query, Measure measure, AsOf asOf, (DateOnly From, DateOnly To)? period, string[]? objects)
{
    // A Monday.
    private const string WeekOf = "(@day - ((@day - date '2001-01-01') % 7 + 7) % 7)";

    private readonly List<object> values = [];

    private readonly Facts facts = FactsOf(query, measure);

    /// <summary>What something was published as, as of the day asked for. <c>@asof</c> stands for it.</summary>
    public const string Objects = $"(select distinct on (object) object, published, category, regions from {CountedObjectTable.QualifiedName} where known <= @asof order by object, known desc)";

    private bool NeedsObjects => query.Touched.Any(dimension => dimension == Dimensions.Category || dimension == Dimensions.Region);

    /// <summary>Rows of places on the axes (from one), value, and for shares of how many. In the order of the axes.</summary>
    public NpgsqlCommand Read(NpgsqlConnection connection, Axis[] axes)
    {
        var places = string.Concat(axes.Select((_, place) => $"a{place}.n::integer, "));
        var joins = string.Concat(axes.Select((axis, place) => $" join unnest({Values(axis)}) with ordinality a{place} (v, n) on a{place}.v = facts.d{place}"));
        var order = axes.Length == 0 ? "" : $" order by {string.Join(", ", Enumerable.Range(1, axes.Length))}";
        return Command(connection, $"with facts as ({Grouped()}) select {places}facts.value, facts.whole from facts{joins} where facts.whole <> 0{order}");
    }

    /// <summary>One row: for each dimension all values that occur.</summary>
    public NpgsqlCommand Occurring(NpgsqlConnection connection, Dimension[] dimensions) =>
        Command(connection, $"select {string.Join(", ", dimensions.Select(dimension => $"coalesce(array_agg(distinct {Column(dimension)}), array[]::text[])"))} {From()}");

    private string Grouped()
    {
        var columns = string.Concat(query.By.Select((dimension, place) => $"{Column(dimension)} as d{place}, "));
        var groups = query.By.Length == 0 ? "" : $" group by {string.Join(", ", Enumerable.Range(1, query.By.Length))}";
        return $"select {columns}{Value()} {From()}{groups}";
    }

    private string Value() => measure switch
    {
        { Quantile: { } quantile } => $"round((percentile_cont({Bind(quantile)}::float8) within group (order by {measure.Value}))::numeric, 2) as value, count(*)::numeric as whole",
        { Above: { } above } => $"coalesce(sum({measure.Value}) filter (where {above}), 0)::numeric as value, sum({measure.Value})::numeric as whole",
        _ => $"sum({measure.Value})::numeric as value, sum({measure.Value})::numeric as whole",
    };

    private string From()
    {
        var tables = facts.From
            + (NeedsObjects ? $" join {Objects} o on o.object = f.object" : "")
            + (query.By.Contains(Dimensions.Region) ? " cross join lateral unnest(case when cardinality(o.regions) = 0 then array[''] else o.regions end) r (region)" : "");
        return $"from {tables} where {string.Join(" and ", Conditions())}";
    }

    private IEnumerable<string> Conditions()
    {
        yield return $"{facts.Known} <= @asof";
        if (facts.Clocks.TryGetValue(measure.Clock, out var day))
        {
            yield return $"{day} < 'infinity'";
            if (period is { } days)
            {
                yield return $"{day} between {Bind(days.From)} and {Bind(days.To)}";
            }
        }

        if (measure.Only is { } only)
        {
            yield return only;
        }

        if (objects is not null)
        {
            yield return $"f.object = any({Bind(objects)})";
        }

        foreach (var same in query.Where.GroupBy(filter => filter.Dimension))
        {
            var wanted = Bind(same.Select(filter => filter.Dimension.StoredOf(filter.Code)).ToArray());
            // Told by region each region is a row of its own, so here the row's must fit.
            yield return same.Key == Dimensions.Region && !query.By.Contains(Dimensions.Region)
                ? $"(o.regions && {wanted} or ('' = any({wanted}) and cardinality(o.regions) = 0))"
                : $"{Column(same.Key)} = any({wanted})";
        }
    }

    private string Column(Dimension dimension) => dimension switch
    {
        { Period: PeriodLength.Day } => Day,
        { Period: PeriodLength.Week } => WeekOf.Replace("@day", Day, StringComparison.Ordinal),
        { Period: PeriodLength.Month } => $"date_trunc('month', {Day}::timestamp)::date",
        _ when dimension == Dimensions.Object => "f.object",
        _ when dimension == Dimensions.Category => "o.category",
        _ when dimension == Dimensions.Region => "r.region",
        _ => facts.Columns[dimension.Id],
    };

    private string Day => facts.Clocks[measure.Clock];

    private string Values(Axis axis) => axis.Dimension.IsTime ? Bind(axis.Values.Select(value => value.From!.Value).ToArray()) : Bind(axis.Values.Select(value => value.Stored).ToArray());

    // The smallest table that knows enough.
    private static Facts FactsOf(StatisticsQuery query, Measure measure)
    {
        var touched = query.Touched.Append(measure.Picks ?? Dimensions.Object).ToArray();
        return measure.Facts != Facts.Tips ? measure.Facts
            : measure.Only is null && touched.All(Facts.TipArrivals.Has) ? Facts.TipArrivals
            : touched.All(Facts.TipTotals.Has) ? Facts.TipTotals
            : measure.Facts;
    }

    private string Bind(object value)
    {
        values.Add(value);
        return $"${values.Count}";
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string text)
    {
        var (day, zone) = (Bind(asOf.Day), Bind(asOf.Zone));
        var command = new NpgsqlCommand(text.Replace("@asof", day, StringComparison.Ordinal).Replace("@zone", zone, StringComparison.Ordinal), connection);
        values.ForEach(value => command.Parameters.AddWithValue(value));
        return command;
    }
}
