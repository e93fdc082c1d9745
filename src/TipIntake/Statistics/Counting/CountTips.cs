using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Counts tips again: where each is now, and which were withdrawn. Their leads have been counted before.</summary>
internal sealed class CountTips(TriageTransaction transaction, CountLedger ledger, CountingZone zone)
{
    /// <summary>Everything about a tip that decides where it is counted, in the order of <see cref="CountCellTable.Dimensions"/>. <c>$1</c> is the time zone.</summary>
    public const string Cell = """
        t.data ->> 'object' as object, ((t.data ->> 'receivedAt')::timestamptz at time zone $1)::date as day, lower(t.data ->> 'lane') as lane, coalesce(t.data ->> 'country', '') as country,
        coalesce(t.data ->> 'language', '') as language, coalesce(t.data ->> 'basis', '') as basis, coalesce(t.data ->> 'campaign', '') as campaign, (t.data ->> 'form')::smallint as form
        """;

    private const string Tips = $"""
        select {Cell}, t.id as tip, p.lead, t.data ->> 'withdrawnAt' is not null as withdrawn
        from {DatabaseConnections.Schema}.mt_doc_tip t left join {PlacementTable.QualifiedName} p on p.tip = t.id where t.id = any($2)
        """;

    private const string KeepCells = $"insert into {CountCellTable.QualifiedName} ({CountCellTable.Dimensions}) select distinct {CountCellTable.Dimensions} from ({Tips}) tips on conflict do nothing";

    private static readonly string Now = $"""
        select now.tip, {TipCountTable.KeyOfTip.Replace("tip", "now.tip", StringComparison.Ordinal)}, now.lead, now.withdrawn, cells.id, before.tip is not null, before.lead, before.cell
        from ({Tips}) now
        join {CountCellTable.QualifiedName} cells on {string.Join(" and ", CountCellTable.Dimensions.Split(", ").Select(column => $"cells.{column} = now.{column}"))}
        left join {CountedTipTable.QualifiedName} before on before.tip = now.tip
        """;

    private static readonly string Leads = $"select lead, decision, kind from {CountedLeadTable.QualifiedName} where lead = any($1)";

    private const string Keep = $"""
        insert into {CountedTipTable.QualifiedName} (tip, lead, cell) select * from unnest($1::uuid[], $2::text[], $3::integer[])
        on conflict (tip) do update set lead = excluded.lead, cell = excluded.cell
        """;

    public async Task Run(Guid[] tips, CancellationToken cancel)
    {
        if (tips.Length == 0)
        {
            return;
        }

        await transaction.Run(KeepCells, cancel, zone.Name, tips);
        var found = await transaction.Read(
            Now,
            row => new Found(
                row.GetGuid(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetBoolean(3), row.GetInt32(4), row.GetBoolean(5), row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetInt32(7)),
            cancel, zone.Name, tips);
        var states = await ReadStates(found, cancel);
        var changed = found.FindAll(tip => tip.IsChanged);
        foreach (var tip in changed)
        {
            Count(tip, states);
        }

        await transaction.Run(
            Keep, cancel, changed.Select(tip => tip.Tip).ToArray(), changed.Select(tip => tip.Withdrawn ? null : tip.Lead).ToArray(), changed.Select(tip => tip.Withdrawn ? (int?)null : tip.Cell).ToArray());
    }

    private void Count(Found tip, Dictionary<string, TipState> states)
    {
        var one = new TipChange(1, tip.Key);
        if (tip.CellBefore is { } before)
        {
            ledger.Add(before, StateOf(tip.LeadBefore), -one);
        }

        // Withdrawn: it stays counted with all that it had said, though nobody can tell any more which it was.
        ledger.Add(tip.Withdrawn ? tip.CellBefore ?? tip.Cell : tip.Cell, tip.Withdrawn ? TipState.Gone : StateOf(tip.Lead), one);

        TipState StateOf(string? lead) => lead is not null && states.TryGetValue(lead, out var state) ? state : TipState.Unplaced;
    }

    private async Task<Dictionary<string, TipState>> ReadStates(List<Found> tips, CancellationToken cancel)
    {
        var leads = tips.SelectMany(tip => new[] { tip.Lead, tip.LeadBefore }).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return (await transaction.Read(Leads, row => (Lead: row.GetString(0), State: new TipState(row.GetString(1), row.GetString(2), false)), cancel, [leads]))
            .ToDictionary(one => one.Lead, one => one.State, StringComparer.Ordinal);
    }

    private sealed record Found(Guid Tip, long Key, string? Lead, bool Withdrawn, int Cell, bool WasCounted, string? LeadBefore, int? CellBefore)
    {
        /// <summary>A withdrawal is counted once; else where it is may be another place.</summary>
        public bool IsChanged => !WasCounted || (CellBefore is not null && (Withdrawn || Lead != LeadBefore || Cell != CellBefore));
    }
}
