using FluentValidation.Results;
using Marten;
using Npgsql;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Looks up what was counted: finds the axes of an answer, and then reads its rows as of one moment.</summary>
internal sealed class ReadCounts(DatabaseConnections connections, IDocumentStore store) : IDisposable
{
    public const int MostSeconds = 60;

    private const long MostRows = 5_000_000;
    private const int MostAtOnce = 6;

    private readonly SemaphoreSlim seats = new(MostAtOnce);

    // Seats of their own, or those who hold a first one could wait for each other's second for ever.
    private readonly SemaphoreSlim secondSeats = new(MostAtOnce);

    // Tips may be older than the day on which their object was published: imported, or from a time before this service.
    private static readonly string Published = $"""
        select o.object, least(o.published, (select min(day) from {TipArrivalTable.QualifiedName} a where a.object = o.object and a.known <= $1)), o.category, o.regions
        from {CountSql.Objects.Replace("@asof", "$1", StringComparison.Ordinal)} o where $2::text[] is null or o.object = any($2) order by o.object collate "C"
        """;

    /// <summary>The caller reads the rows, and disposes.</summary>
    /// <param name="scope">What lies outside is not counted.</param>
    /// <param name="isSecond">The caller has another answer open, to compare.</param>
    public async Task<Outcome<CountTable>> Open(StatisticsQuery query, Scope scope, CancellationToken cancel, bool isSecond = false)
    {
        var objects = await Within(scope, cancel);
        var snapshot = await CountSnapshot.Take(connections.Application, isSecond ? secondSeats : seats, cancel);
        var isOpen = false;
        try
        {
            var table = await AsOf.Of(query.AsOf, snapshot.Connection, cancel) is { } asOf
                ? await Table(snapshot, query, asOf, objects, await ReadPublished(snapshot.Connection, asOf, objects, cancel), cancel)
                : Refuse("asOf", "day-not-closed");
            isOpen = !table.IsRefused;
            return table;
        }
        finally
        {
            if (!isOpen)
            {
                await snapshot.DisposeAsync();
            }
        }
    }

    public void Dispose()
    {
        seats.Dispose();
        secondSeats.Dispose();
    }

    private async Task<string[]?> Within(Scope scope, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Within(scope, cancel);
    }

    private static async Task<Outcome<CountTable>> Table(CountSnapshot snapshot, StatisticsQuery query, AsOf asOf, string[]? objects, List<PublishedThen> all, CancellationToken cancel)
    {
        // An object that somebody may not see is refused like one that there is not.
        if (query.ValuesOf(Dimensions.Object).Except(all.Select(one => one.Reference), StringComparer.Ordinal).Any())
        {
            return Refuse("where", "filter-unknown");
        }

        var connection = snapshot.Connection;
        var published = all.FindAll(one => one.Fits(query));
        var since = published.Count > 0 ? published.Min(one => one.Since) : (DateOnly?)null;
        var period = PeriodOf(query, asOf, since);
        var occurring = await Occurring(connection, query, asOf, period, objects, cancel);
        var table = new CountTable(snapshot, query, asOf, [.. query.By.Select(AxisOf)], period, since, objects);
        return table.RowCount <= MostRows ? table : Refuse("by", "too-many-cells");

        Axis AxisOf(Dimension dimension) => dimension switch
        {
            { IsTime: true } => Axes.Periods(dimension, period!.Value.From, period.Value.To),
            _ when dimension == Dimensions.Object => new Axis(dimension, [.. published.Select(one => new AxisValue(one.Reference, one.Reference, one.Reference, one.Since))]),
            _ when dimension == Dimensions.Category => Axes.Occurring(dimension, [.. published.Select(one => one.Category).Distinct(StringComparer.Ordinal)], query.ValuesOf(dimension)),
            _ when dimension == Dimensions.Region => Axes.Occurring(dimension, [.. published.SelectMany(one => one.Regions.DefaultIfEmpty("")).Distinct(StringComparer.Ordinal)], query.ValuesOf(dimension)),
            { Values: not null } => Axes.Coded(dimension, query.ValuesOf(dimension)),
            _ => Axes.Occurring(dimension, occurring[dimension], query.ValuesOf(dimension)),
        };
    }

    // Told by weeks it begins with a whole one, so that the first is no smaller than it was.
    private static (DateOnly From, DateOnly To)? PeriodOf(StatisticsQuery query, AsOf asOf, DateOnly? since)
    {
        // A rate needs to know how many days it is about.
        if (query is { Time: null, From: null, To: null } && query.Measures.All(measure => measure.Interval != Interval.Poisson))
        {
            return null;
        }

        var to = query.To ?? (query.From > asOf.Day ? query.From.Value : asOf.Day);
        var from = query.From ?? since ?? to;
        from = from < to ? from : to;
        return query.Time?.Period is { } length ? (Axes.Start(length, from), Axes.Next(length, Axes.Start(length, to)).AddDays(-1)) : (from, to);
    }

    private static async Task<List<PublishedThen>> ReadPublished(NpgsqlConnection connection, AsOf asOf, string[]? objects, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Published, connection);
        command.Parameters.AddWithValue(asOf.Day);
        command.Parameters.Add(new NpgsqlParameter<string[]?> { TypedValue = objects });
        return await command.ReadAll(row => new PublishedThen(row.GetString(0), row.GetFieldValue<DateOnly>(1), row.GetString(2), row.GetFieldValue<string[]>(3)), cancel);
    }

    // Dimensions whose values nobody can list beforehand: those that any of the measures has.
    private static async Task<Dictionary<Dimension, HashSet<string>>> Occurring(NpgsqlConnection connection, StatisticsQuery query, AsOf asOf, (DateOnly, DateOnly)? period, string[]? objects, CancellationToken cancel)
    {
        var open = Array.FindAll(query.By, dimension => dimension is { Values: null, IsTime: false } && !IsOfObject(dimension));
        var found = open.ToDictionary(dimension => dimension, _ => new HashSet<string>(StringComparer.Ordinal));
        foreach (var measure in open.Length == 0 ? [] : query.Measures)
        {
            await using var command = new CountSql(query, measure, asOf, period, objects).Occurring(connection, open);
            command.CommandTimeout = MostSeconds;
            var values = (await command.ReadAll(row => Enumerable.Range(0, open.Length).Select(row.GetFieldValue<string[]>).ToArray(), cancel))[0];
            Array.ForEach(open, dimension => found[dimension].UnionWith(values[Array.IndexOf(open, dimension)]));
        }

        return found;
    }

    private static bool IsOfObject(Dimension dimension) => dimension == Dimensions.Object || dimension == Dimensions.Category || dimension == Dimensions.Region;

    private static Refusal Refuse(string field, string rule) => ValidationRefusal.From(new ValidationResult([new ValidationFailure(field, rule) { ErrorCode = rule }]));

    private sealed record PublishedThen(string Reference, DateOnly Since, string Category, string[] Regions)
    {
        public bool Fits(StatisticsQuery query)
        {
            return Fits(Dimensions.Object, Reference) && Fits(Dimensions.Category, Category) && (Fits(Dimensions.Region, Regions) || (Regions.Length == 0 && Fits(Dimensions.Region, "")));

            bool Fits(Dimension dimension, params string[] values) => query.ValuesOf(dimension) is not { Length: > 0 } wanted || wanted.Select(dimension.StoredOf).Intersect(values, StringComparer.Ordinal).Any();
        }
    }
}
