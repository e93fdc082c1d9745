namespace TipIntake.Storage;

/// <summary>What the two roles that serve may do with one table.</summary>
internal sealed record TableRights(string Table, string Application, string Public);

/// <summary>
/// Who may do what in the database, table by table: <c>db-apply</c> grants exactly this, and a test compares it with the database, so that a new table has no rights until
/// somebody has thought about them.
/// </summary>
internal static class DatabaseRights
{
    private const string Rows = "select, insert, update, delete";

    // What a trail consists of may grow, and nothing else.
    private const string Growing = "select, insert";

    /// <summary>Lets a role see in the catalogue of the database which columns there are, for the watch over the schema. It could refer to them from a table of its own, and may make none.</summary>
    private const string Shape = "references";

    private static readonly string[] Grows = ["audit_chain", "audit_checkpoints", "audit_entries"];

    // Privacy: of what people sent, a node that only the public reaches adds rows and reads none; it looks a tip up by its whole name, through a routine.
    private static readonly string[] PublicAdds = ["mt_doc_sendercontact", "mt_doc_tip", "mt_doc_tipnews"];

    private static readonly string[] PublicReads = ["mt_doc_campaign", "mt_doc_objectburst"];

    private static readonly string[] PublicKnowsNothingOf =
    [
        "arrivals", "clues", "count_cells", "count_news", "count_states", "counted_days", "counted_hypotheses", "counted_leads", "counted_links", "counted_objects", "counted_tips",
        "erasures", "first_decisions", "hypothesis_counts", "kept_counts", "lead_claims", "lead_counts", "lead_wordings", "leads", "link_counts", "mt_doc_apitoken", "mt_doc_changedweights",
        "mt_doc_contactopening", "mt_doc_deadletterevent", "mt_doc_erasureorder", "mt_doc_hypothesis", "mt_doc_hypothesistitle", "mt_doc_invitation", "mt_doc_lead", "mt_doc_legalhold", "mt_doc_objectarrivals",
        "mt_doc_pointsagainstoutcome", "mt_doc_releasecontent", "mt_doc_staffmember", "mt_doc_staffproposal", "mt_doc_staffsession", "mt_doc_stalemarking",
        "mt_doc_statisticalrelease", "mt_doc_tipmessage", "mt_doc_tipprogress", "mt_doc_tracedobject", "mt_doc_weigheduntil", "mt_event_progression",
        "mt_event_projection_floors", "mt_events", "mt_high_water_skips", "mt_streams", "photo_renditions", "placements", "refused_suggestions", "retention_day", "retention_marks", "staff_digests",
        "suggestion_states", "suggestions", "tip_arrivals", "tip_counts", "tip_totals", "triage_numbers", "wording_keys",
    ];

    public static readonly TableRights[] Tables =
    [
        .. Grows.Select(table => new TableRights(table, Growing, Shape)),
        .. PublicAdds.Select(table => new TableRights(table, Rows, $"insert, {Shape}")),
        .. PublicReads.Select(table => new TableRights(table, Rows, $"select, {Shape}")),
        .. PublicKnowsNothingOf.Select(table => new TableRights(table, Rows, Shape)),
    ];

    /// <summary>
    /// In one transaction, so that there is no moment in which a role may do more than it should, nor less than it needs. Tables and owner's routines that are not in the list belong
    /// to another version whose nodes may be running, so their rights stay as that version gave them.
    /// </summary>
    /// <param name="routines">Both roles call them; whatever else this version has of functions is the application's.</param>
    public static string Grant(IEnumerable<string> routines) => $"""
        do $$
        declare other regprocedure;
        begin
            revoke all on all sequences in schema {DatabaseConnections.Schema} from {DatabaseConnections.PublicRole};
            revoke execute on all functions in schema {DatabaseConnections.Schema} from public;
            for other in select p.oid::regprocedure from pg_proc p where p.pronamespace = '{DatabaseConnections.Schema}'::regnamespace and not p.prosecdef loop
                execute format('revoke execute on function %s from {DatabaseConnections.PublicRole}', other);
            end loop;
            grant usage on schema {DatabaseConnections.Schema} to {DatabaseConnections.ApplicationRole}, {DatabaseConnections.PublicRole};
            grant usage, select on all sequences in schema {DatabaseConnections.Schema} to {DatabaseConnections.ApplicationRole};
            grant execute on all functions in schema {DatabaseConnections.Schema} to {DatabaseConnections.ApplicationRole};
            {string.Join("\n    ", Tables.Select(Grant))}
            {string.Join("\n    ", routines.Select(routine => $"grant execute on function {routine} to {DatabaseConnections.PublicRole};"))}
        end $$;
        """;

    private static string Grant(TableRights rights) =>
        $"revoke all on {DatabaseConnections.Schema}.{rights.Table} from {DatabaseConnections.ApplicationRole}, {DatabaseConnections.PublicRole}; grant {rights.Application} on {DatabaseConnections.Schema}.{rights.Table} to {DatabaseConnections.ApplicationRole}; grant {rights.Public} on {DatabaseConnections.Schema}.{rights.Table} to {DatabaseConnections.PublicRole};";
}
