using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <summary>A lead whose tips were not erased yet, and how old it is.</summary>
/// <param name="IsHeld">It, or its object, is under a legal hold.</param>
internal sealed record AgingLead(string Lead, string Object, int Tips, LeadAge Age, bool IsHeld);

/// <summary>Finds leads that are old enough to be looked at; whether they are due is for <see cref="RetentionRules"/> to say.</summary>
internal static class FindDueLeads
{
    // A referral that nobody has closed is work that goes on, however old it is.
    private const string Aging = $"""
        select l.id, l.object, l.tips, coalesce(l.decision, '') as decision, l.status, l.first_lane,
            exists (select from {DatabaseConnections.Schema}.mt_doc_hypothesis h where h.id = l.hypothesis and h.data ->> 'outcome' not in ('Open', 'RuledOut')) as came_to_something,
            greatest(l.last_tip_at, acts.decided) as settled, greatest(l.last_tip_at, acts.touched, said.at) as touched,
            exists (
                select from {LegalHold.QualifiedName} hold where hold.id in (l.id, l.object)
                    or exists (select from {DatabaseConnections.Schema}.mt_doc_lead d where (d.id = l.id and d.data ->> 'splitFrom' = hold.id) or (d.id = hold.id and d.data ->> 'mergedInto' = l.id))) as held
        from {LeadTable.QualifiedName} l
        left join lateral (
            select max((e.data ->> 'at')::timestamptz) filter (where e.type in ('lead_assessed', 'second_reviewed', 'adjudicated', 'referral_closed')) as decided, max((e.data ->> 'at')::timestamptz) as touched
            from {DatabaseConnections.Schema}.mt_events e where e.stream_id = l.id) acts on true
        left join lateral (
            select max((m.data ->> 'at')::timestamptz) as at from {PlacementTable.QualifiedName} p join {DatabaseConnections.Schema}.mt_doc_tipmessage m on cast(m.data ->> 'tipId' as uuid) = p.tip where p.lead = l.id) said on true
        where l.status in ('Open', 'Decided', 'InReview') and l.last_tip_at < $1 and (@these)
            and not exists (select from {DatabaseConnections.Schema}.mt_doc_lead d where d.id = l.id and d.data ->> 'referral' is not null and d.data -> 'referral' ->> 'closed' is null)
        """;

    private static readonly string All = Aging.Replace("@these", "true", StringComparison.Ordinal);
    private static readonly string Some = Aging.Replace("@these", "l.id = any($2)", StringComparison.Ordinal);

    /// <param name="day">Leads with tips of this day or later are not looked at.</param>
    /// <param name="leads">Null: all.</param>
    public static Task<List<AgingLead>> Run(TriageTransaction transaction, DateOnly day, string[]? leads, CancellationToken cancel)
    {
        var before = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        return leads is null ? transaction.Read(All, Read, cancel, before) : transaction.Read(Some, Read, cancel, before, leads);
    }

    private static AgingLead Read(Npgsql.NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetInt32(2),
        new LeadAge(RuleOf(row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetBoolean(6)), RetentionDay.DayOf(row.GetFieldValue<DateTimeOffset>(7)), RetentionDay.DayOf(row.GetFieldValue<DateTimeOffset>(8))), row.GetBoolean(9));

    private static RetentionRule RuleOf(string decision, string status, int firstLane, bool cameToSomething) =>
        RetentionOutcome.RuleOf(Enum.TryParse<Decision>(decision, out var decided) ? decided : null, Enum.Parse<LeadStatus>(status), firstLane, cameToSomething);
}

internal static class RetentionOutcome
{
    /// <summary>While a second person has yet to look, nothing is decided.</summary>
    /// <param name="firstLane">How many of its tips waited in the first lane.</param>
    /// <param name="cameToSomething">It is under an answer that came to something, so it is of use, whatever was decided about it alone.</param>
    public static RetentionRule RuleOf(Decision? decision, LeadStatus status, int firstLane, bool cameToSomething) => (status, decision) switch
    {
        (LeadStatus.Decided, Decision.Safeguarding) => RetentionRule.Safeguarding,
        _ when cameToSomething => RetentionRule.Useful,
        (LeadStatus.Decided, Decision.Useful) => RetentionRule.Useful,
        (LeadStatus.Decided, Decision.Plausible) => RetentionRule.Plausible,
        (LeadStatus.Decided, Decision.TooCommon or Decision.RuledOut or Decision.NotUseful) => RetentionRule.Rejected,
        (LeadStatus.Decided, Decision.Spam or Decision.Abusive) => RetentionRule.Spam,
        _ => firstLane > 0 ? RetentionRule.Undecided : RetentionRule.Deferred,
    };
}
