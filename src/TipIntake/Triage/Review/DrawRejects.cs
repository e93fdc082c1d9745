using System.Globalization;
using Marten;
using TipIntake.Audit;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>Once a month: a random draw from the leads that were rejected in the month before, to be looked at again by people who do not know it. Nobody chooses which.</summary>
internal sealed class DrawRejects(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, ReviewSettings settings, TimeProvider clock)
{
    private const long Turn = 0x44_52_41_57;

    private const string Drawn = $"select count(*) from {AuditTable.QualifiedName} where act = $1 and subject = $2";

    private const string Rejected = $"""
        select l.id from {LeadTable.QualifiedName} l join {DatabaseConnections.Schema}.mt_doc_lead d on d.id = l.id
        where l.status = 'Decided' and l.decision in ('TooCommon', 'RuledOut', 'NotUseful', 'Spam', 'Abusive')
            and (d.data -> 'assessment' ->> 'at')::timestamptz >= $1 and (d.data -> 'assessment' ->> 'at')::timestamptz < $2
        """;

    /// <summary>False when this month's draw was made already, or another node makes it.</summary>
    public async Task<bool> Run(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var month = now.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await IsDue(transaction, month, cancel))
        {
            return false;
        }

        var from = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-1);
        var rejected = await transaction.Read(Rejected, row => row.GetString(0), cancel, from, from.AddMonths(1));
        var drawn = rejected.OrderBy(lead => ReviewRules.Draw($"{month} {lead}", int.MaxValue)).Take(settings.RejectsPerMonth);
        // Somebody may have opened one of them again since it was read.
        var rows = (await LeadRows.Hold(transaction.Database, drawn, cancel)).Values.Where(row => row.Status == LeadStatus.Decided).ToList();
        foreach (var row in rows)
        {
            transaction.Session.Events.Append(row.Id, new SecondReviewAsked(ReviewRules.RejectSample, now));
        }

        await LeadRows.Store(transaction.Database, rows.Select(row => row with { Status = LeadStatus.InReview }), cancel);
        audit.Record(transaction.Session, new AuditEntry("worker:reject-sample", AuditActs.RejectsDrawn, $"month:{month}", Details: [new("leads", rows.Count.ToString(CultureInfo.InvariantCulture))]));
        await transaction.Commit(cancel);
        return true;
    }

    private static async Task<bool> IsDue(TriageTransaction transaction, string month, CancellationToken cancel)
    {
        if (!await transaction.TakeTurn(Turn, cancel))
        {
            return false;
        }

        await using var drawn = transaction.Command(Drawn, AuditActs.RejectsDrawn, $"month:{month}");
        return await drawn.ExecuteScalarAsync(cancel) is 0L;
    }
}
