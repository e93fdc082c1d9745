using System.Globalization;
using Npgsql;
using TipIntake.Storage;

namespace TipIntake.Statistics;

/// <summary>As of when an answer holds.</summary>
/// <param name="Day">Changes until this day are in it.</param>
/// <param name="Until">Not null: the day is not over, and this is how far it was counted; the same question gets another answer later.</param>
/// <param name="Zone">Where the day begins and ends.</param>
internal sealed record AsOf(DateOnly Day, DateTimeOffset? Until, string Zone)
{
    private const string Find = $"""
        select d.known, d.until, d.zone, d.known = last.known from {CountedDayTable.QualifiedName} d, (select max(known) as known from {CountedDayTable.QualifiedName}) last
        where d.known <= coalesce($1, last.known) and ($1 is null or $1 < last.known) order by d.known desc limit 1
        """;

    public bool IsProvisional => Until is not null;

    /// <summary>The day, or to the second until when it was counted: so that two provisional answers are not taken for the same.</summary>
    public string Label => Until is { } until ? until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Null: that day is not over, or counting began later.</summary>
    public static async Task<AsOf?> Of(DateOnly? day, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Find;
        command.Parameters.Add(new NpgsqlParameter<DateOnly?> { TypedValue = day, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date });
        // On a day on which nothing was counted everything is as it was the day before.
        return (await command.ReadAll(row => new AsOf(day ?? row.GetFieldValue<DateOnly>(0), row.GetBoolean(3) ? row.GetFieldValue<DateTimeOffset>(1) : null, row.GetString(2)), cancel)) is [var found] ? found : null;
    }
}
