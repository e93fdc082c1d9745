using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>
/// How tips that were erased by age were counted, for good. What they said, and so where they belong, is known to nobody any more; a recount takes these numbers as they are.
/// Privacy: by cell, as counts are; nothing says of which tips.
/// </summary>
internal sealed class KeptCountTable : ServiceTable
{
    public const string Name = "kept_counts";
    public const string QualifiedName = $"{DatabaseConnections.Schema}.{Name}";

    public KeptCountTable()
        : base(Name)
    {
        AddColumn("cell", "integer").AsPrimaryKey();
        AddColumn("state", "smallint").AsPrimaryKey();
        AddColumn("tips", "integer").NotNull();
        AddColumn("keys", "bigint").NotNull();
    }
}

/// <summary>Before leads are erased by age: how their tips are counted now is kept, and which tip stands in which cell is forgotten. Counts do not change.</summary>
internal static class KeepCounted
{
    /// <summary>Links that are counted though nothing is left that names them.</summary>
    public const string Links = $"select c.object, c.link, c.lead from {CountedLinkTable.QualifiedName} c join {LeadTable.QualifiedName} l on l.id = c.lead where l.status = 'Erased'";

    // What has not been counted yet would be lost to the counts, so it is not erased yet.
    private const string Counted = $"""
        select l.id from {LeadTable.QualifiedName} l join {CountedLeadTable.QualifiedName} c on c.lead = l.id
        where l.id = any($1)
            and not exists (select from {CountNewsTable.QualifiedName} n where l.id = any(n.leads) or l.hypothesis = any(n.hypotheses) or c.hypothesis = any(n.hypotheses))
            and not exists (
                select from {PlacementTable.QualifiedName} p left join {CountedTipTable.QualifiedName} t on t.tip = p.tip
                where p.lead = l.id and (t.tip is null or (t.cell is not null and t.lead is distinct from l.id)))
        """;

    private const string Keep = $"""
        insert into {KeptCountTable.QualifiedName} as kept (cell, state, tips, keys)
        select t.cell, s.id, count(*)::integer, sum({TipCountTable.KeyOfTip})::bigint
        from {CountedTipTable.QualifiedName} t join {CountedLeadTable.QualifiedName} l on l.lead = t.lead
        join {CountStateTable.QualifiedName} s on s.decision = l.decision and s.kind = l.kind and not s.withdrawn
        where t.tip = any($1) and t.cell is not null group by t.cell, s.id
        on conflict (cell, state) do update set tips = kept.tips + excluded.tips, keys = kept.keys + excluded.keys
        """;

    private const string Forget = $"update {CountedTipTable.QualifiedName} set lead = null, cell = null where tip = any($1)";

    /// <summary>Nobody counts from here on until the transaction ends. False: somebody does just now.</summary>
    public static Task<bool> TakeTurn(TriageTransaction transaction, CancellationToken cancel) => transaction.TakeTurn(CountChanges.Turn, cancel);

    /// <summary>Of these leads, which the transaction holds, those whose counting is complete.</summary>
    public static Task<List<string>> Complete(TriageTransaction transaction, string[] leads, CancellationToken cancel) => transaction.Read(Counted, row => row.GetString(0), cancel, [leads]);

    public static Task WaitForTurn(TriageTransaction transaction, CancellationToken cancel) => transaction.Run("select pg_advisory_xact_lock($1)", cancel, CountChanges.Turn);

    /// <param name="tips">Those that were emptied by age; one that was taken back a moment before is counted as taken back.</param>
    public static async Task Run(TriageTransaction transaction, Guid[] tips, CancellationToken cancel)
    {
        await transaction.Run(Keep, cancel, [tips]);
        await transaction.Run(Forget, cancel, [tips]);
    }
}
