using Npgsql;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>What leads have in common that are counted together.</summary>
/// <param name="Assessed">The day of the first decision; <see cref="Never"/>: none yet.</param>
/// <param name="Decided">The day since which a decision holds.</param>
/// <param name="Reviewed">The day on which a second person decided.</param>
/// <param name="Decision">Empty: none holds.</param>
/// <param name="Kind">Of the hypothesis that it supports; empty: none.</param>
internal sealed record LeadGroup(string Object, DateOnly Opened, DateOnly Assessed, DateOnly Decided, DateOnly Reviewed, string Decision, string Kind, bool FirstHand)
{
    /// <summary>Stored as <c>infinity</c>.</summary>
    public static readonly DateOnly Never = DateOnly.MaxValue;

    public static LeadGroup Read(NpgsqlDataReader row, int from) => new(
        row.GetString(from), row.GetFieldValue<DateOnly>(from + 1), row.GetFieldValue<DateOnly>(from + 2), row.GetFieldValue<DateOnly>(from + 3), row.GetFieldValue<DateOnly>(from + 4),
        row.GetString(from + 5), row.GetString(from + 6), row.GetBoolean(from + 7));
}

/// <summary>A lead as it is now, or as it was counted.</summary>
/// <param name="Group">Null: it is not counted, for everything that was in it is in another lead.</param>
internal sealed record CountedLead(string Lead, string? Hypothesis, LeadGroup? Group)
{
    // One that was erased by age stays as it was counted. In events the moment stands as it was, and the first decision remains one that was taken back. A lead whose tips were all withdrawn was a
    // lead; one that was put together with another was none.
    private const string Now = $"""
        select l.id, l.hypothesis, l.object, (l.opened_at at time zone @zone)::date as opened,
               coalesce((acts.assessed at time zone @zone)::date, 'infinity') as assessed,
               case when l.status = 'Decided' then coalesce((acts.decided at time zone @zone)::date, 'infinity') else 'infinity' end as decided,
               coalesce((acts.reviewed at time zone @zone)::date, 'infinity') as reviewed,
               case when l.status = 'Decided' then l.decision else '' end as decision, coalesce(h.data ->> 'kind', '') as kind,
               coalesce((l.features ->> 'isFirstHand')::boolean, false) as first_hand, acts.assessed as first_decision, l.opened_at
        from {LeadTable.QualifiedName} l
        left join {DatabaseConnections.Schema}.mt_doc_hypothesis h on h.id = l.hypothesis
        left join (
            select stream_id, min((data ->> 'at')::timestamptz) filter (where type = 'lead_assessed') as assessed, min((data ->> 'at')::timestamptz) filter (where type = 'second_reviewed') as reviewed,
                   max((data ->> 'at')::timestamptz) as decided
            from {DatabaseConnections.Schema}.mt_events where type in ('lead_assessed', 'second_reviewed', 'adjudicated') and (@ofThese) group by stream_id) acts on acts.stream_id = l.id
        where @these and l.status <> 'Erased' and (l.status <> 'Emptied' or exists (select from {PlacementTable.QualifiedName} p where p.lead = l.id))
        union all
        select l.id, c.hypothesis, c.object, c.opened, c.assessed, c.decided, c.reviewed, c.decision, c.kind, c.first_hand, null, l.opened_at
        from {LeadTable.QualifiedName} l join {CountedLeadTable.QualifiedName} c on c.lead = l.id where @these and l.status = 'Erased'
        """;

    // A lead of a flood has thousands of events, and nobody has decided about it: then there is no need to look among them.
    private const string WithActs = $"""
        stream_id in (
            select i.id from {LeadTable.QualifiedName} i left join {CountedLeadTable.QualifiedName} c on c.lead = i.id
            where i.id = any(@leads) and (i.id = any(@acted) or i.status <> 'Open' or i.decision is not null or c.assessed <> 'infinity'))
        """;

    /// <summary>A query of the leads as they are now, with columns id, hypothesis, those of <see cref="LeadCountTable.Group"/>, first_decision, opened_at.</summary>
    /// <param name="zone">The parameter that names the time zone.</param>
    /// <param name="leads">The parameter with the leads' ids; null: all.</param>
    /// <param name="acted">The parameter with those about which somebody decided something since they were counted last.</param>
    public static string Query(string zone, string? leads, string? acted = null) => Now.Replace("@zone", zone, StringComparison.Ordinal).Replace("@these", leads is null ? "true" : $"l.id = any({leads})", StringComparison.Ordinal)
        .Replace("@ofThese", leads is null ? "true" : WithActs.Replace("@leads", leads, StringComparison.Ordinal).Replace("@acted", acted, StringComparison.Ordinal), StringComparison.Ordinal);
}

/// <summary>What has become of a tip.</summary>
internal readonly record struct TipState(string Decision, string Kind, bool Withdrawn)
{
    public static readonly TipState Unplaced = new("", "", false);

    public static TipState Of(LeadGroup? lead) => lead is null ? Unplaced : new TipState(lead.Decision, lead.Kind, false);

    /// <summary>Of a withdrawn tip nobody decides any more.</summary>
    public static readonly TipState Gone = new("", "", true);
}
