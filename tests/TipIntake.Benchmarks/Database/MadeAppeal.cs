using System.Globalization;
using Npgsql;
using TipIntake.Benchmarks.Reporting;

namespace TipIntake.Benchmarks.Database;

/// <summary>Two years of an appeal as they lie in the database afterwards: tips on a hundred objects, a few of them asked about by many, three tips in a lead, one lead in five decided.</summary>
internal sealed class MadeAppeal(NpgsqlDataSource database, Progress progress)
{
    private const long Chunk = 100_000;

    // @from and @to number the tips; the draw is the same every time.
    private const string Tips = """
        insert into tipintake.mt_doc_tip (id, data)
        select id, jsonb_build_object(
            'id', id, 'object', 'OBJ-2026-' || lpad((1 + floor(99 * power(a, 2)))::int::text, 4, '0'), 'receivedAt', to_jsonb(timestamptz '2024-11-01 00:00+00' + make_interval(secs => n * 2.0 * 365 * 86400 / @all)),
            'lane', case when b < 0.06 then 'deferred' else 'first' end, 'key', 1, 'form', case when n < @all / 2 then 1 else 2 end, 'text', 'I have seen it at a market, number ' || n,
            'country', case when c < 0.4 then null else (array['PT','ES','DE','FR','GB','AT','PL','RO'])[1 + floor(8 * power((c - 0.4) / 0.6, 2))::int] end,
            'language', (array['en','de','fr','es','pt','pl'])[1 + floor(6 * power(d, 2))::int],
            'basis', case when e < 0.3 then null else (array['seen-in-person','guess','owns-it','found-online','sold-or-made-it','lived-or-worked-there'])[1 + floor(6 * power((e - 0.3) / 0.7, 2))::int] end)
        from (select n, md5(n::text)::uuid as id, random() as a, random() as b, random() as c, random() as d, random() as e from generate_series(@from, @to) n offset 0) made
        """;

    // Three tips of one object that follow each other are a lead.
    private const string Leads = """
        create table bench_places as
        select id as tip, object, received_at, ((row_number() over (partition by object order by received_at, id)) + 2) / 3 as number
        from (select id, data ->> 'object' as object, (data ->> 'receivedAt')::timestamptz as received_at from tipintake.mt_doc_tip) tips;
        insert into tipintake.placements (tip, lead, received_at, opens) select tip, object || '.' || number, received_at, false from bench_places;
        insert into tipintake.leads (id, object, number, status, decision, opened_at, last_tip_at, tips, first_lane, countries, languages, bases, days, features, points, score, rank, draw, stale, answered)
        select object || '.' || number, object, number, case when number % 5 = 0 then 'Decided' else 'Open' end,
            case when number % 5 = 0 then (array['NotUseful','Plausible','TooCommon','Spam','RuledOut','Useful'])[1 + number / 5 % 6] end,
            min(received_at), max(received_at), count(*), count(*), '{}', '{}', '{}', '{}', '{}', '{}', 0, 0, 0, false, false
        from bench_places group by object, number;
        insert into tipintake.mt_streams (id, version, timestamp, created) select id, 1, opened_at, opened_at from tipintake.leads where status = 'Decided';
        insert into tipintake.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        select row_number() over (), gen_random_uuid(), id, 1, jsonb_build_object('at', to_jsonb(opened_at + interval '3 days')), 'lead_assessed', opened_at + interval '3 days' from tipintake.leads where status = 'Decided';
        insert into tipintake.counted_objects (object, known, published, category, regions) select distinct object, date '2024-11-01', date '2024-11-01', 'bag', array['PT'] from tipintake.leads;
        drop table bench_places
        """;

    // Counted on the day it came, and again three days later, when it was decided: as it would have been in those years.
    private const string Live = """
        create temporary table lived as
        select c.object, c.day, c.lane, k.cell, k.state, k.tips, k.keys, s.decision <> '' as decided from tipintake.tip_counts k join tipintake.count_cells c on c.id = k.cell join tipintake.count_states s on s.id = k.state;
        truncate tipintake.tip_counts, tipintake.tip_totals, tipintake.tip_arrivals;
        create temporary table changes as
        select object, day, lane, cell, day as known, (select id from tipintake.count_states where decision = '' and kind = '' and not withdrawn) as state, tips, keys from lived
        union all select object, day, lane, cell, day + 3, (select id from tipintake.count_states where decision = '' and kind = '' and not withdrawn), -tips, -keys from lived where decided
        union all select object, day, lane, cell, day + 3, state, tips, keys from lived where decided;
        insert into tipintake.tip_counts (known, cell, state, tips, keys) select known, cell, state, sum(tips), sum(keys) from changes group by 1, 2, 3;
        insert into tipintake.tip_totals (known, object, day, lane, state, tips) select known, object, day, lane, state, sum(tips) from changes group by 1, 2, 3, 4, 5;
        insert into tipintake.tip_arrivals (known, object, day, lane, tips) select known, object, day, lane, sum(tips) from changes group by 1, 2, 3, 4 having sum(tips) <> 0
        """;

    public async Task MakeAsync(long tips)
    {
        using (var bar = progress.Start($"storing {tips:N0} tips", tips))
        {
            for (var from = 1L; from <= tips; from += Chunk)
            {
                var to = Math.Min(tips, from + Chunk - 1);
                await RunAsync(Tips.Replace("@from", Text(from), StringComparison.Ordinal).Replace("@to", Text(to), StringComparison.Ordinal).Replace("@all", Text(tips), StringComparison.Ordinal));
                bar.Add(to - from + 1);
            }
        }

        await RunAsync(Leads);
        await RunAsync("vacuum (analyze)");
    }

    public async Task LiveAsync()
    {
        await RunAsync(Live);
        await RunAsync("vacuum (analyze)");
    }

    private async Task RunAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
