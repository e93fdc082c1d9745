using System.Globalization;
using Marten;
using TipIntake.Audit;
using TipIntake.Statistics;
using TipIntake.Storage;
using TipIntake.Triage;

namespace TipIntake.Retention;

/// <summary>
/// Once a day marks the leads whose time is over; a week later erases those of which that still holds. Any node with a staff door does it, one at a time. Whatever is
/// killed in between, a lead is erased as a whole or not at all.
/// </summary>
internal sealed class EraseByAge(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, CountChanges counting, RetentionRules rules, TimeProvider clock)
{
    private const long Turn = 0x45_52_41_53_45;

    /// <summary>More than any lead of a flood: each is erased in one transaction.</summary>
    private const int MostSeconds = 600;

    private const int MostLeads = 500;
    private const int MostTips = 20_000;

    private const string ReadDay = $"select least(now(), $1), d.day, d.moved_at, d.marked, (select max(last_tip_at) from {LeadTable.QualifiedName}) from (values (1)) one left join {RetentionDayTable.QualifiedName} d on d.id = 1";

    private const string KeepDay = $"""
        insert into {RetentionDayTable.QualifiedName} (id, day, moved_at, marked) values (1, $1, $2, $3)
        on conflict (id) do update set (day, moved_at, marked) = (excluded.day, excluded.moved_at, excluded.marked)
        """;

    private const string Unmark = $"delete from {RetentionMarkTable.QualifiedName} where not lead = any($1)";

    // Whoever was marked before keeps the day of that.
    private const string Mark = $"""
        insert into {RetentionMarkTable.QualifiedName} as marks (lead, object, rule, tips, due, marked)
        select *, $6 from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::date[])
        on conflict (lead) do update set (rule, tips, due) = (excluded.rule, excluded.tips, excluded.due)
        """;

    private static readonly string Noticed = $"select lead, tips from {RetentionMarkTable.QualifiedName} where marked <= $1 order by marked, lead limit {MostLeads}";

    private const string Forget = $"delete from {RetentionMarkTable.QualifiedName} where lead = any($1)";

    /// <summary>Whether there may be more to erase. False also while another node does it.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        // What just happened is counted before anything is forgotten.
        while (await counting.Run(cancel))
        {
        }

        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        transaction.MostSeconds = MostSeconds;
        if (!await transaction.TakeTurn(Turn, cancel))
        {
            return false;
        }

        var (day, marked) = await MoveDay(transaction, cancel);
        if (marked != day.Day)
        {
            await MarkDue(transaction, day.Day, cancel);
            await transaction.Run(KeepDay, cancel, day.Day, day.MovedAt, day.Day);
            await transaction.Commit(cancel);
            return true;
        }

        var more = await EraseNoticed(transaction, day.Day, cancel);
        await transaction.Commit(cancel);
        return more;
    }

    private async Task<(RetentionDay Day, DateOnly? Marked)> MoveDay(TriageTransaction transaction, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (earlier, before, marked, latest) = (await transaction.Read(
            ReadDay,
            row => (row.GetFieldValue<DateTimeOffset>(0), row.IsDBNull(1) ? null : new RetentionDay(row.GetFieldValue<DateOnly>(1), row.GetFieldValue<DateTimeOffset>(2)), row.IsDBNull(3) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(3), row.IsDBNull(4) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(4)),
            cancel, now))[0];
        var day = before?.Move(earlier) ?? RetentionDay.Begin(earlier, latest);
        if (day != before)
        {
            await transaction.Run(KeepDay, cancel, day.Day, day.MovedAt, marked ?? (object)DBNull.Value);
        }

        return (day, marked);
    }

    private async Task MarkDue(TriageTransaction transaction, DateOnly day, CancellationToken cancel)
    {
        var due = rules.Erase ? (await FindDueLeads.Run(transaction, day, null, cancel)).Where(lead => IsDue(lead, day)).ToArray() : [];
        await transaction.Run(Unmark, cancel, [due.Select(lead => lead.Lead).ToArray()]);
        await transaction.Run(
            Mark, cancel, due.Select(lead => lead.Lead).ToArray(), due.Select(lead => lead.Object).ToArray(), due.Select(lead => lead.Age.Rule.ToString()).ToArray(), due.Select(lead => lead.Tips).ToArray(),
            due.Select(lead => rules.DueOn(lead.Age)!.Value).ToArray(), day);
    }

    private async Task<bool> EraseNoticed(TriageTransaction transaction, DateOnly day, CancellationToken cancel)
    {
        var noticed = await transaction.Read(Noticed, row => (Lead: row.GetString(0), Tips: row.GetInt32(1)), cancel, day.AddDays(-rules.NoticeDays));
        var tips = 0;
        string[] chosen = [.. noticed.TakeWhile((lead, place) => (tips += lead.Tips) <= MostTips || place == 0).Select(lead => lead.Lead)];
        if (chosen.Length == 0 || !await KeepCounted.TakeTurn(transaction, cancel))
        {
            return false;
        }

        // Held from here on: whoever adds to one of them, decides about it or places a hold, comes before or after.
        await transaction.Run(LegalHold.WaitForAll, cancel);
        var rows = await LeadRows.Hold(transaction.Database, chosen, cancel);
        var counted = await KeepCounted.Complete(transaction, chosen, cancel);
        var due = (await FindDueLeads.Run(transaction, day, [.. counted], cancel)).Where(lead => IsDue(lead, day)).ToArray();
        await Erase(transaction, [.. due.Select(lead => (rows[lead.Lead], lead.Age.Rule))], cancel);
        // What is not counted yet keeps its mark, and waits.
        await transaction.Run(Forget, cancel, [counted.ToArray()]);
        return counted.Count > 0;
    }

    private async Task Erase(TriageTransaction transaction, IReadOnlyList<(LeadRow Row, RetentionRule Rule)> leads, CancellationToken cancel)
    {
        if (leads.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var emptied = await EraseLeads.Run(transaction, [.. leads.Select(lead => (lead.Row, lead.Rule.ToString().ToLowerInvariant()))], now, cancel);
        audit.Record(transaction.Session, new AuditEntry("worker:retention", AuditActs.TipsErased, "retention", null, [
            new("leads", leads.Count.ToString(CultureInfo.InvariantCulture)), new("tips", emptied.ToString(CultureInfo.InvariantCulture)),
            .. leads.GroupBy(lead => lead.Rule).OrderBy(group => group.Key).Select(group => new AuditDetail(group.Key.ToString().ToLowerInvariant(), group.Count().ToString(CultureInfo.InvariantCulture)))]));
    }

    private bool IsDue(AgingLead lead, DateOnly day) => !lead.IsHeld && rules.DueOn(lead.Age) <= day;
}
