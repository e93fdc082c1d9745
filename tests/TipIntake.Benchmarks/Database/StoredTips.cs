using System.Globalization;
using TipIntake.Benchmarks.Reporting;

namespace TipIntake.Benchmarks.Database;

/// <summary>Fills a tips table with millions of rows in the exact shape that the service stored, made from a sample of rows that it did store.</summary>
internal sealed class StoredTips(TipTable table, Progress progress)
{
    private const int Chunk = 50_000;
    private const int Samples = 2_000;

    public async Task FillAsync(long wanted)
    {
        var missing = wanted - await table.CountAsync();
        if (missing <= 0)
        {
            return;
        }

        await table.RunAsync($"create schema if not exists bench; drop table if exists bench.sample; create table bench.sample as select * from {table.FullName} order by id limit {Samples}");
        var sql = InsertSql(await table.ColumnsAsync());
        using var bar = progress.Start($"storing {missing:N0} tips", missing);
        var chunks = Enumerable.Range(0, (int)((missing + Chunk - 1) / Chunk));
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (chunk, _) =>
        {
            var rows = Math.Min(Chunk, missing - ((long)chunk * Chunk));
            await table.RunAsync(sql.Replace("@rows", rows.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            bar.Add(rows);
        });
        await table.RunAsync($"vacuum (analyze) {table.FullName}");
        await table.RunAsync("checkpoint");
    }

    // A new id and sixteen new characters at the end of the text; all else as the service wrote it.
    private string InsertSql(IReadOnlyList<Column> columns)
    {
        var values = columns.Select(column => column switch
        {
            { IsId: true } => "n.id",
            { Name: "data" } =>
                """
                jsonb_set(jsonb_set(s.data, '{id}', to_jsonb(n.id), false),
                          '{text}', to_jsonb(left(s.data->>'text', -16) || left(md5(n.id::text), 16)), false)
                """,
            _ => $"s.{column.Quoted}",
        });
        return $"""
            insert into {table.FullName} ({string.Join(", ", columns.Select(c => c.Quoted))})
            select {string.Join(", ", values)}
            from (select gen_random_uuid() as id, g from generate_series(1, @rows) g offset 0) n
            join (select row_number() over () as place, * from bench.sample) s on s.place = 1 + n.g % (select count(*) from bench.sample)
            """;
    }
}
