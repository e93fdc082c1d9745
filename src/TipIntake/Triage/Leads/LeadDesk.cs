using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <param name="Name">Of <see cref="AuditActs"/>.</param>
internal sealed record LeadAct(Person Person, string Lead, string Name, string? Reason = null, IReadOnlyList<AuditDetail>? Details = null);

/// <summary>Carries out a reviewer's act on a lead: nobody else works on it, a decision, its events, the row of the queue and the line in the trail in one transaction.</summary>
internal sealed class LeadDesk(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, LeadClaims claims, TimeProvider clock)
{
    /// <param name="with">What is stored together with the events.</param>
    public async Task<Outcome<Lead>> Act(LeadAct act, Func<Lead, LeadRow, Outcome<object[]>> decide, CancellationToken cancel, Func<TriageTransaction, Lead, Task>? with = null)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        var rows = await LeadRows.Hold(transaction.Database, [act.Lead], cancel);
        if (!rows.TryGetValue(act.Lead, out var row) || !await transaction.Session.Covers(act.Person.Scope, row.Object, cancel))
        {
            return Refusals.NotFound;
        }

        if (row.Status == LeadStatus.Erased)
        {
            return Refusals.LeadState;
        }

        if (await claims.Find(transaction, act.Lead, cancel) is { } other && other != act.Person.Id)
        {
            return Refusals.LeadClaimed;
        }

        var stream = await transaction.Session.Events.FetchForWriting<Lead>(act.Lead, cancel);
        var before = stream.Aggregate!;
        var decided = decide(before, row);
        if (decided.IsRefused)
        {
            return decided.Refusal;
        }

        stream.AppendMany(decided.Value);
        audit.Record(transaction.Session, new AuditEntry(act.Person.Actor, act.Name, $"lead:{act.Lead}", act.Reason, [new AuditDetail("object", row.Object), .. act.Details ?? []]));
        if (with is not null)
        {
            await with(transaction, before);
        }

        await transaction.Session.SaveChangesAsync(cancel);
        var after = (await transaction.Session.LoadAsync<Lead>(act.Lead, cancel))!;
        await transaction.Run(Keep, cancel, act.Lead, after.Status.ToString(), after.Status == LeadStatus.Open ? DBNull.Value : after.Assessment?.Decision.ToString() ?? (object)DBNull.Value);
        await Follow(transaction, act.Person, before, after, cancel);
        await transaction.Commit(CancellationToken.None);
        return after;
    }

    private async Task Follow(TriageTransaction transaction, Person person, Lead before, Lead after, CancellationToken cancel)
    {
        if (after.Referral is { State: ReferralState.Open } opened && opened.OpenedAt != before.Referral?.OpenedAt)
        {
            audit.Record(transaction.Session, new AuditEntry(person.Actor, AuditActs.ReferralOpened, $"lead:{after.Id}", opened.Reason, [new AuditDetail("object", after.Object)]));
        }

        if (SaysNothingOfTheObject(before) != SaysNothingOfTheObject(after))
        {
            await SuggestHypotheses.Note(transaction, [(after.Object, 0)], cancel);
        }

        if (IsFoundUseful(after) || WasFoundUseful(before, after))
        {
            await UsedTips.Follow(transaction, [after.Id], clock.GetUtcNow(), cancel);
        }
    }

    private static bool SaysNothingOfTheObject(Lead lead) => lead is { Status: LeadStatus.Decided, Assessment.Decision: Decision.Spam or Decision.Abusive or Decision.Safeguarding };

    // Not while a second person has yet to look: the sender is told of what holds.
    private static bool IsFoundUseful(Lead lead) => lead is { Status: LeadStatus.Decided, Assessment.Decision: Decision.Useful };

    // And is taken back, or decided otherwise; while it is only open again, or looked at once more, nothing is certain.
    private static bool WasFoundUseful(Lead before, Lead after) => before.Assessment is { Decision: Decision.Useful } && after is ({ Assessment: null } or { Status: LeadStatus.Decided });

    private const string Keep = $"update {LeadTable.QualifiedName} set status = $2, decision = $3::text, answered = answered and $3::text is null, stale = stale or $2 = 'Open' where id = $1";
}
