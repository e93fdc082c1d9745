using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Counts how many different links tips on an object name.</summary>
internal static class CountLinks
{
    // Twice the same link is one link, so what is asked is whether it is there at all, before and after. Most often nothing has changed; then this ends
    // after it has looked at the links of these leads, which are compared as two sets: in a flood there are thousands.
    private const string Change = $"""
        with now as materialized (select object, hashtextextended(value, 0) as link, lead from {ClueTable.QualifiedName} where lead = any($1) and kind = 'Link'),
        counted as materialized (select object, link, lead from {CountedLinkTable.QualifiedName} where lead = any($1) except {KeepCounted.Links}),
        lost as materialized (select * from counted except select * from now),
        found as materialized (select * from now except select * from counted),
        gone as (delete from {CountedLinkTable.QualifiedName} c using lost l where c.object = l.object and c.link = l.link and c.lead = l.lead),
        come as (insert into {CountedLinkTable.QualifiedName} (object, link, lead) select object, link, lead from found),
        touched as (select object, link, sum(change) as change from (select object, link, 1 as change from found union all select object, link, -1 from lost) both_ group by object, link),
        others as (select t.object, t.change, (select count(*) from {CountedLinkTable.QualifiedName} c where c.object = t.object and c.link = t.link) as before from touched t)
        insert into {LinkCountTable.QualifiedName} as counts (known, object, links)
        select $2, object, sum((before + change > 0)::integer - (before > 0)::integer)::integer from others group by object having sum((before + change > 0)::integer - (before > 0)::integer) <> 0
        on conflict (known, object) do update set links = counts.links + excluded.links
        """;

    public static Task Run(TriageTransaction transaction, string[] leads, DateOnly known, CancellationToken cancel) => transaction.Run(Change, cancel, leads, known);
}
