using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Counts hypotheses again. One that was merged into another is none.</summary>
internal static class CountHypotheses
{
    /// <summary>With columns id and those of <see cref="HypothesisCountTable.Group"/>. <c>$1</c> is the time zone.</summary>
    public const string Now = $"""
        select h.id, h.data ->> 'object' as object, ((h.data ->> 'openedAt')::timestamptz at time zone $1)::date as opened, h.data ->> 'kind' as kind, h.data ->> 'outcome' as outcome,
               coalesce((h.data ->> 'outcomeOn')::date, 'infinity') as outcome_on
        from {DatabaseConnections.Schema}.mt_doc_hypothesis h where h.data ->> 'mergedInto' is null
        """;

    // In one statement, for somebody may set an outcome between two: what is counted and what is remembered as counted must be the same look.
    private static readonly string Change = $"""
        with now as materialized ({Now} and h.id = any($2)),
        before as materialized (select hypothesis, {HypothesisCountTable.Group} from {CountedHypothesisTable.QualifiedName} where hypothesis = any($2)),
        gone as (delete from {CountedHypothesisTable.QualifiedName} where hypothesis = any($2) and hypothesis not in (select id from now)),
        kept as (
            insert into {CountedHypothesisTable.QualifiedName} (hypothesis, {HypothesisCountTable.Group}) select id, {HypothesisCountTable.Group} from now
            on conflict (hypothesis) do update set (object, opened, kind, outcome, outcome_on) = (excluded.object, excluded.opened, excluded.kind, excluded.outcome, excluded.outcome_on)),
        changes as (select {HypothesisCountTable.Group}, 1 as change from now union all select {HypothesisCountTable.Group}, -1 from before)
        insert into {HypothesisCountTable.QualifiedName} as counts (known, {HypothesisCountTable.Group}, hypotheses)
        select $3, {HypothesisCountTable.Group}, sum(change)::integer from changes group by {HypothesisCountTable.Group} having sum(change) <> 0
        on conflict (known, {HypothesisCountTable.Group}) do update set hypotheses = counts.hypotheses + excluded.hypotheses
        """;

    public static Task Run(TriageTransaction transaction, string[] hypotheses, DateOnly known, CountingZone zone, CancellationToken cancel) =>
        hypotheses.Length == 0 ? Task.CompletedTask : transaction.Run(Change, cancel, zone.Name, hypotheses, known);
}
