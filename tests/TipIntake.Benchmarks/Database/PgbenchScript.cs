using System.Globalization;

namespace TipIntake.Benchmarks.Database;

/// <summary>
/// One INSERT of a stored tip: the columns, indexes and body size of the real table, a new random id each time. The values travel as
/// parameters, so PostgreSQL parses the JSON of each row as it must for any client.
/// </summary>
internal sealed record PgbenchScript(TipTable Target, string Sql, IReadOnlyList<string> Values)
{
    public static async Task<PgbenchScript> LikeAsync(TipTable tips)
    {
        var copy = tips with { Schema = "bench" };
        await copy.RunAsync($"create schema if not exists bench; drop table if exists {copy.FullName}; create table {copy.FullName} (like {tips.FullName} including all)");
        return await IntoAsync(copy, sampleFrom: tips);
    }

    public static async Task<PgbenchScript> IntoAsync(TipTable target, TipTable sampleFrom)
    {
        var columns = await sampleFrom.ColumnsAsync();
        var row = await TypicalRowAsync(sampleFrom, columns);
        var places = new List<string>();
        var values = new List<string>();
        foreach (var (column, value) in columns.Zip(row))
        {
            if (!column.IsId && value is not null)
            {
                values.Add(value);
            }

            places.Add(column.IsId ? $"gen_random_uuid()::{column.Type}" : value is null ? "null" : $":v{values.Count}");
        }

        var sql = $"insert into {target.FullName} ({string.Join(", ", columns.Select(c => c.Quoted))}) values ({string.Join(", ", places)});";
        return new PgbenchScript(target, sql, values);
    }

    public IEnumerable<string> Definitions => Values.Select((value, n) => string.Create(CultureInfo.InvariantCulture, $"--define=v{n + 1}={value}"));

    private static async Task<IReadOnlyList<string?>> TypicalRowAsync(TipTable table, IReadOnlyList<Column> columns)
    {
        await using var command = table.Database.CreateCommand(
            $"""
            with sample as (select * from {table.FullName} limit 2000)
            select {string.Join(", ", columns.Select(c => $"{c.Quoted}::text"))} from sample t
            order by abs(pg_column_size(t.*) - (select avg(pg_column_size(s.*)) from sample s)) limit 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            throw new InvalidOperationException($"{table.FullName} has no row to take as a model.");
        }

        return Enumerable.Range(0, columns.Count).Select(n => reader.IsDBNull(n) ? null : reader.GetString(n)).ToArray();
    }
}
