using Marten;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <param name="Groups">In how many groups something other had been counted.</param>
internal sealed record RecountResult(long Tips, int Groups)
{
    public bool IsRight => Groups == 0;
}

/// <summary>
/// Counts everything from the tips, leads and hypotheses themselves, and holds it against what was counted. Where they differ the difference is written under today;
/// what was known on earlier days stays as it was known. Nobody else counts meanwhile; tips go on arriving.
/// </summary>
internal sealed class Recount(IDocumentStore store, DatabaseConnections connections, CountChanges changes, CountedDay day, CountingZone zone)
{
    private const int NoLimit = 0;

    // Everything is looked at, so row by row is never the best way; tables that fill only now look empty to the planner, which would take it.
    private const string WaitForTurn = "select pg_advisory_xact_lock($1), set_config('enable_nestloop', 'off', true), set_config('work_mem', '256MB', true)";

    private static readonly string Cells = string.Join(" and ", CountCellTable.Dimensions.Split(", ").Select(column => $"c.{column} = t.{column}"));

    private static readonly string SameLead = $"n.hypothesis is not distinct from c.hypothesis and {string.Join(" and ", LeadCountTable.Group.Split(", ").Select(column => $"n.{column} = c.{column}"))}";

    private static readonly string OfNewCell = string.Join(", ", CountCellTable.Dimensions.Split(", ").Select(column => $"case when coalesce(t.counted_in, c.id) is null then t.{column} end as {column}"));

    private static readonly string InCells = $"""
        (select tip, lead, cell, key, withdrawn, state from now_tips where cell is not null
         union all select t.tip, t.lead, c.id, t.key, t.withdrawn, t.state from now_tips t join {CountCellTable.QualifiedName} c on {Cells} where t.cell is null)
        """;

    // All that is left of a withdrawn tip.
    private const string GroupOfWithdrawn = "object, day, lane, campaign, form";

    private const string CountedWithdrawn =
        $"{TipCountTable.QualifiedName} k join {CountCellTable.QualifiedName} c on c.id = k.cell join {CountStateTable.QualifiedName} s on s.id = k.state and s.withdrawn";

    // $1 is the time zone, $2 the day under which corrections stand. Notes are left to be looked at again: what changes meanwhile is in them.
    private static readonly Step[] Steps =
    [
        new("looking at all leads", $"create temporary table now_leads on commit drop as {CountedLead.Query("$1", null)}"),
        new("correcting leads", $"""
            insert into {LeadCountTable.QualifiedName} as counts (known, {LeadCountTable.Group}, leads)
            select $2, {LeadCountTable.Group}, sum(leads)::integer from (
                select {LeadCountTable.Group}, 1 as leads from now_leads union all select {LeadCountTable.Group}, -leads from {LeadCountTable.QualifiedName}) both_
            group by {LeadCountTable.Group} having sum(leads) <> 0
            on conflict (known, {LeadCountTable.Group}) do update set leads = counts.leads + excluded.leads
            """, Corrects: true),
        new("keeping leads", $"delete from {CountedLeadTable.QualifiedName} c where not exists (select from now_leads n where n.id = c.lead and {SameLead})"),
        new("", $"""
            insert into {CountedLeadTable.QualifiedName} (lead, hypothesis, {LeadCountTable.Group}) select id, hypothesis, {LeadCountTable.Group} from now_leads n
            where not exists (select from {CountedLeadTable.QualifiedName} c where c.lead = n.id)
            """),
        new("", $"""
            insert into {FirstDecisionTable.QualifiedName} (lead, object, opened, assessed, known)
            select id, object, opened_at, first_decision, $2 from now_leads where first_decision is not null on conflict do nothing
            """, Corrects: true),
        // Looked at once, like leads and tips: what is corrected and what is remembered must be the same, whatever happens between two steps.
        new("", $"create temporary table now_hypotheses on commit drop as {CountHypotheses.Now}"),
        new("correcting hypotheses", $"""
            insert into {HypothesisCountTable.QualifiedName} as counts (known, {HypothesisCountTable.Group}, hypotheses)
            select $2, {HypothesisCountTable.Group}, sum(hypotheses)::integer from (
                select {HypothesisCountTable.Group}, 1 as hypotheses from now_hypotheses union all select {HypothesisCountTable.Group}, -hypotheses from {HypothesisCountTable.QualifiedName}) both_
            group by {HypothesisCountTable.Group} having sum(hypotheses) <> 0
            on conflict (known, {HypothesisCountTable.Group}) do update set hypotheses = counts.hypotheses + excluded.hypotheses
            """, Corrects: true),
        new("", $"delete from {CountedHypothesisTable.QualifiedName}"),
        new("", $"insert into {CountedHypothesisTable.QualifiedName} (hypothesis, {HypothesisCountTable.Group}) select id, {HypothesisCountTable.Group} from now_hypotheses"),
        new("", $"create temporary table now_links on commit drop as select distinct object, hashtextextended(value, 0) as link, lead from {ClueTable.QualifiedName} where kind = 'Link' union {KeepCounted.Links}"),
        new("correcting links", $"""
            insert into {LinkCountTable.QualifiedName} as counts (known, object, links)
            select $2, object, sum(links)::integer from (
                select object, count(distinct link) as links from now_links group by object union all select object, -sum(links) from {LinkCountTable.QualifiedName} group by object) both_
            group by object having sum(links) <> 0
            on conflict (known, object) do update set links = counts.links + excluded.links
            """, Corrects: true),
        new("", $"delete from {CountedLinkTable.QualifiedName}"),
        new("", $"insert into {CountedLinkTable.QualifiedName} (object, link, lead) select object, link, lead from now_links"),
        new("", $"""
            insert into {CountStateTable.QualifiedName} (decision, kind, withdrawn) select decision, kind, false from {CountedLeadTable.QualifiedName} union values ('', '', false), ('', '', true) on conflict do nothing
            """),
        // What it said is kept of those alone whose cell is new. Withdrawn a moment ago, but counted with what it had said: that is for the notes to move, which know where to.
        new("looking at all tips", $"""
            create temporary table now_tips on commit drop as
            select t.tip, {IsGone("null", "t.lead")} as lead, {IsGone("true", "false")} as withdrawn, coalesce(t.counted_in, c.id) as cell, {TipCountTable.KeyOfTip.Replace("tip", "t.tip", StringComparison.Ordinal)} as key, coalesce(l.state, {StateOf(IsGone("true", "false"))}) as state, {OfNewCell} from (
                select {CountTips.Cell}, t.id as tip, p.lead, t.data ->> 'withdrawnAt' is not null as withdrawn,
                    case when t.data ->> 'withdrawnAt' is not null then (select k.cell from {CountedTipTable.QualifiedName} k where k.tip = t.id) end as counted_in
                from {DatabaseConnections.Schema}.mt_doc_tip t left join {PlacementTable.QualifiedName} p on p.tip = t.id where t.data -> 'aged' is null) t
            left join {CountCellTable.QualifiedName} c on {Cells}
            left join (select l.lead, s.id as state from {CountedLeadTable.QualifiedName} l join {CountStateTable.QualifiedName} s on s.decision = l.decision and s.kind = l.kind and not s.withdrawn) l on l.lead = {IsGone("null", "t.lead")}
            """),
        new("keeping new cells", $"insert into {CountCellTable.QualifiedName} ({CountCellTable.Dimensions}) select distinct {CountCellTable.Dimensions} from now_tips where cell is null on conflict do nothing"),
        new("correcting tips", $"""
            create temporary table corrections on commit drop as
            select cell, state, sum(tips)::integer as tips, sum(keys)::bigint as keys from (
                select cell, state, 1 as tips, key as keys from {InCells} n where not withdrawn
                union all
                select cell, state, tips, keys from {KeptCountTable.QualifiedName}
                union all
                select cell, state, -tips, -keys from {TipCountTable.QualifiedName} where state in (select id from {CountStateTable.QualifiedName} where not withdrawn)) both_
            group by cell, state having sum(tips) <> 0 or sum(keys) <> 0
            """),
        // What withdrawn tips had said is known to nobody: those that were never counted are added without it, and what was counted too often goes where most stand.
        new("correcting withdrawn tips", $"""
            create temporary table withdrawn_differences on commit drop as
            select {GroupOfWithdrawn}, sum(tips)::integer as tips, sum(keys)::bigint as keys from (
                select {GroupOfWithdrawn}, 1 as tips, n.key as keys from {InCells} n join {CountCellTable.QualifiedName} c on c.id = n.cell where n.withdrawn
                union all
                select {GroupOfWithdrawn}, -k.tips, -k.keys from {CountedWithdrawn}) both_
            group by {GroupOfWithdrawn} having sum(tips) <> 0
            """),
        new("", $"""
            insert into corrections (cell, state, tips, keys)
            select c.id, {StateOf("true")}, d.tips, d.keys from withdrawn_differences d join {CountCellTable.QualifiedName} c using ({GroupOfWithdrawn})
            where d.tips > 0 and c.country = '' and c.language = '' and c.basis = ''
            """),
        new("", $"""
            insert into corrections (cell, state, tips, keys)
            select cell, state, -least(held, surplus - others), case when others = 0 then keys else 0 end from (
                select cell, state, held, -d.tips as surplus, d.keys, sum(held) over (partition by {GroupOfWithdrawn} order by held desc, cell) - held as others
                from (select {GroupOfWithdrawn}, k.cell, k.state, sum(k.tips) as held from {CountedWithdrawn} group by {GroupOfWithdrawn}, k.cell, k.state) h join withdrawn_differences d using ({GroupOfWithdrawn})
                where held > 0 and d.tips < 0) ranked
            where others < surplus
            """),
        new("", $"""
            insert into {TipCountTable.QualifiedName} as counts (known, cell, state, tips, keys) select $2, cell, state, sum(tips), sum(keys) from corrections group by cell, state
            on conflict (known, cell, state) do update set tips = counts.tips + excluded.tips, keys = counts.keys + excluded.keys
            """, Corrects: true),
        // Tables of their own, for only what is read into one is read by several processes.
        new("correcting totals", $"""
            create temporary table totals on commit drop as
            select object, day, lane, state, sum(tips)::integer as tips from (
                select c.object, c.day, c.lane, k.state, k.tips from {TipCountTable.QualifiedName} k join {CountCellTable.QualifiedName} c on c.id = k.cell
                union all select object, day, lane, state, -tips from {TipTotalTable.QualifiedName}) both_
            group by object, day, lane, state having sum(tips) <> 0
            """),
        new("", $"""
            insert into {TipTotalTable.QualifiedName} as counts (known, object, day, lane, state, tips) select $2, object, day, lane, state, tips from totals
            on conflict (known, object, day, lane, state) do update set tips = counts.tips + excluded.tips
            """, Corrects: true),
        new("correcting arrivals", $"""
            insert into {TipArrivalTable.QualifiedName} as counts (known, object, day, lane, tips)
            select $2, object, day, lane, sum(tips)::integer from (
                select object, day, lane, tips from {TipTotalTable.QualifiedName} union all select object, day, lane, -tips from {TipArrivalTable.QualifiedName}) both_
            group by object, day, lane having sum(tips) <> 0
            on conflict (known, object, day, lane) do update set tips = counts.tips + excluded.tips
            """, Corrects: true),
        new("keeping tips", $"""
            insert into {CountedTipTable.QualifiedName} (tip, lead, cell) select n.tip, n.lead, case when not n.withdrawn then n.cell end from {InCells} n
            where not exists (select from {CountedTipTable.QualifiedName} c where c.tip = n.tip and c.lead is not distinct from n.lead and c.cell is not distinct from case when not n.withdrawn then n.cell end)
            on conflict (tip) do update set lead = excluded.lead, cell = excluded.cell
            """),
    ];

    private static string IsGone(string then, string otherwise) => $"case when t.withdrawn and t.counted_in is null then {then} else {otherwise} end";

    // Of tips without a lead.
    private static string StateOf(string withdrawn) => $"(select id from {CountStateTable.QualifiedName} where decision = '' and kind = '' and withdrawn = {withdrawn})";

    public static int StepCount => Steps.Length;

    /// <param name="done">Told after each step: how many are done, and what comes now.</param>
    public async Task<RecountResult> Run(Action<int, string> done, CancellationToken cancel)
    {
        // What just happened was not counted wrong; it was not counted yet.
        while (await changes.Run(cancel))
        {
            done(0, "counting what is new");
        }

        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        transaction.MostSeconds = NoLimit;
        await transaction.Run(WaitForTurn, cancel, CountChanges.Turn);
        var known = (await day.Advance(transaction, isIdle: false, cancel))!.Value;
        await CountObjects.Run(transaction, known, zone, cancel);
        var groups = 0;
        foreach (var (number, step) in Steps.Index())
        {
            done(number, step.Name);
            // Temporary tables take no parameters; neither value comes from outside.
            await using var command = transaction.Command(step.Sql.Replace("$1", $"'{zone.Name}'", StringComparison.Ordinal).Replace("$2", $"date '{known:yyyy-MM-dd}'", StringComparison.Ordinal));
            command.CommandTimeout = NoLimit;
            var rows = await command.ExecuteNonQueryAsync(cancel);
            groups += step.Corrects ? rows : 0;
        }

        var tips = (await transaction.Read("select count(*) from now_tips", row => row.GetInt64(0), cancel))[0];
        await transaction.Commit(cancel);
        done(Steps.Length, "");
        return new RecountResult(tips, groups);
    }

    private sealed record Step(string Name, string Sql, bool Corrects = false);
}
