using Npgsql;

namespace TipIntake.Benchmarks.Database;

/// <summary>The table in which a server keeps its tips, whatever its columns are.</summary>
internal sealed record TipTable(NpgsqlDataSource Database, string Schema, string Name)
{
    public string FullName => $"\"{Schema}\".\"{Name}\"";

    public static async Task<TipTable> FindAsync(NpgsqlDataSource database, string name)
    {
        await using var command = database.CreateCommand(
            "select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = $1 and c.relkind in ('r', 'p') and n.nspname <> 'bench'");
        command.Parameters.AddWithValue(name);
        return await command.ExecuteScalarAsync() is string schema
            ? new TipTable(database, schema, name)
            : throw new InvalidOperationException($"There is no table {name}.");
    }

    public async Task<long> CountAsync() => (long)(await ScalarAsync($"select count(*) from {FullName}"))!;

    public async Task<double> BytesPerRowAsync() =>
        Convert.ToDouble(await ScalarAsync($"select coalesce(avg(pg_column_size(t.*)), 0) from (select * from {FullName} limit 2000) t"), System.Globalization.CultureInfo.InvariantCulture);

    public Task TruncateAsync() => RunAsync($"truncate {FullName}");

    public async Task<IReadOnlyList<Column>> ColumnsAsync()
    {
        await using var command = Database.CreateCommand(
            """
            select a.attname, format_type(a.atttypid, a.atttypmod)
            from pg_attribute a
            where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            order by a.attnum
            """);
        command.Parameters.AddWithValue(FullName);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<Column>();
        while (await reader.ReadAsync())
        {
            columns.Add(new Column(reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }

    public async Task RunAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync();
    }
}

internal sealed record Column(string Name, string Type)
{
    public string Quoted => $"\"{Name}\"";

    public bool IsId => Name == "id";
}
