using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Keeps of what sort each object is and where it is asked about, so that a table of last year does not change when somebody corrects it.</summary>
internal static class CountObjects
{
    private const string Keep = $"""
        insert into {CountedObjectTable.QualifiedName} (object, known, published, category, regions)
        select o.id, $1, coalesce(last.published, ((o.data ->> 'publishedAt')::timestamptz at time zone $2)::date), o.data -> 'texts' ->> 'category', array(select jsonb_array_elements_text(o.data -> 'texts' -> 'regions') order by 1)
        from {DatabaseConnections.Schema}.mt_doc_tracedobject o
        left join lateral (select published, category, regions from {CountedObjectTable.QualifiedName} c where c.object = o.id order by known desc limit 1) last on true
        where o.data ->> 'publishedAt' is not null
            and (last.category, last.regions) is distinct from (o.data -> 'texts' ->> 'category', array(select jsonb_array_elements_text(o.data -> 'texts' -> 'regions') order by 1))
        on conflict (object, known) do update set category = excluded.category, regions = excluded.regions
        """;

    public static Task Run(TriageTransaction transaction, DateOnly known, CountingZone zone, CancellationToken cancel) => transaction.Run(Keep, cancel, known, zone.Name);
}
