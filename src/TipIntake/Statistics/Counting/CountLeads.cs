using TipIntake.Triage;

namespace TipIntake.Statistics;

/// <summary>Counts leads again, and with them the tips that are in them: a decision is one about all of them.</summary>
internal sealed class CountLeads(TriageTransaction transaction, CountLedger ledger, CountingZone zone, DateOnly known)
{
    private static readonly string Counted = $"select lead, hypothesis, {LeadCountTable.Group} from {CountedLeadTable.QualifiedName} where lead = any($1)";

    private static readonly string Now = CountedLead.Query("$1", "$2", "$3");

    private const string OfHypotheses = $"""
        select id from {LeadTable.QualifiedName} where hypothesis = any($1) union select lead from {CountedLeadTable.QualifiedName} where hypothesis = any($1)
        """;

    private const string CellsOf = $"select lead, cell, count(*)::integer, sum({TipCountTable.KeyOfTip})::bigint from {CountedTipTable.QualifiedName} where lead = any($1) group by lead, cell";

    private const string Forget = $"delete from {CountedLeadTable.QualifiedName} where lead = any($1)";

    private static readonly string Keep = $"""
        insert into {CountedLeadTable.QualifiedName} (lead, hypothesis, {LeadCountTable.Group})
        select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::date[], $6::date[], $7::date[], $8::text[], $9::text[], $10::boolean[])
        """;

    private static readonly string KeepFirstDecisions = $"""
        insert into {FirstDecisionTable.QualifiedName} (lead, object, opened, assessed, known)
        select id, object, opened_at, first_decision, $4 from ({Now}) now where first_decision is not null on conflict do nothing
        """;

    public async Task<List<string>> Under(string[] hypotheses, CancellationToken cancel) =>
        hypotheses.Length == 0 ? [] : await transaction.Read(OfHypotheses, row => row.GetString(0), cancel, [hypotheses]);

    /// <param name="acted">Those about which somebody decided something since they were counted last.</param>
    public async Task Run(string[] leads, string[] acted, CancellationToken cancel)
    {
        if (leads.Length == 0)
        {
            return;
        }

        var before = await Read(Counted, cancel, [leads]);
        var after = await Read(Now, cancel, zone.Name, leads, acted);
        var changed = leads.Where(lead => before.GetValueOrDefault(lead) != after.GetValueOrDefault(lead)).ToArray();
        if (changed.Length > 0)
        {
            foreach (var lead in changed)
            {
                ledger.Lead(before.GetValueOrDefault(lead)?.Group, after.GetValueOrDefault(lead)?.Group);
            }

            await MoveTips([.. changed.Where(lead => StateOf(before, lead) != StateOf(after, lead))], before, after, cancel);
            await transaction.Run(Forget, cancel, [changed]);
            await Store([.. changed.Where(after.ContainsKey).Select(lead => after[lead])], cancel);
            await transaction.Run(KeepFirstDecisions, cancel, zone.Name, changed, acted, known);
        }

        await CountLinks.Run(transaction, leads, known, cancel);
    }

    private async Task MoveTips(string[] leads, Dictionary<string, CountedLead> before, Dictionary<string, CountedLead> after, CancellationToken cancel)
    {
        if (leads.Length == 0)
        {
            return;
        }

        foreach (var (lead, cell, tips) in await transaction.Read(CellsOf, row => (row.GetString(0), row.GetInt32(1), new TipChange(row.GetInt32(2), row.GetInt64(3))), cancel, [leads]))
        {
            ledger.Add(cell, StateOf(before, lead), -tips);
            ledger.Add(cell, StateOf(after, lead), tips);
        }
    }

    private async Task Store(CountedLead[] leads, CancellationToken cancel)
    {
        var groups = leads.Select(lead => lead.Group!).ToArray();
        await transaction.Run(
            Keep, cancel, leads.Select(lead => lead.Lead).ToArray(), leads.Select(lead => lead.Hypothesis).ToArray(), groups.Select(g => g.Object).ToArray(), groups.Select(g => g.Opened).ToArray(),
            groups.Select(g => g.Assessed).ToArray(), groups.Select(g => g.Decided).ToArray(), groups.Select(g => g.Reviewed).ToArray(), groups.Select(g => g.Decision).ToArray(), groups.Select(g => g.Kind).ToArray(),
            groups.Select(g => g.FirstHand).ToArray());
    }

    private async Task<Dictionary<string, CountedLead>> Read(string sql, CancellationToken cancel, params object[] values) =>
        (await transaction.Read(sql, row => new CountedLead(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), LeadGroup.Read(row, 2)), cancel, values)).ToDictionary(lead => lead.Lead, StringComparer.Ordinal);

    private static TipState StateOf(Dictionary<string, CountedLead> leads, string lead) => TipState.Of(leads.GetValueOrDefault(lead)?.Group);
}
