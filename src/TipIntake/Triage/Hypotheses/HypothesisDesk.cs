using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;

namespace TipIntake.Triage;

/// <summary>An act on hypotheses of one object, or on several of its leads at once: its events, where its leads are, the line in the trail, in one transaction. One act on an object at a time.</summary>
internal sealed class HypothesisDesk(IDocumentStore store, DatabaseConnections connections, AuditTrail audit, TimeProvider clock)
{
    private const string Lock = "select pg_advisory_xact_lock(hashtextextended($1, 7))";

    private const string PutUnder = $"update {LeadTable.QualifiedName} set hypothesis = $2 where id = any($1)";

    /// <summary>Within the person's scope; else, as for an object that does not exist, nothing is said.</summary>
    /// <param name="act">Of <see cref="AuditActs"/>.</param>
    public async Task<Outcome<string>> Act(Person person, string reference, string act, Func<Workplace, Task<Outcome<string>>> work, CancellationToken cancel, IReadOnlyList<AuditDetail>? details = null)
    {
        await using var transaction = await TriageTransaction.Begin(connections, store, cancel);
        if (!await transaction.Session.Covers(person.Scope, reference, cancel))
        {
            return Refusals.NotFound;
        }

        await TakeTurn(transaction, reference, cancel);
        var outcome = await work(new Workplace(transaction, reference, person.Member, clock.GetUtcNow(), cancel));
        if (outcome.IsRefused)
        {
            return outcome;
        }

        audit.Record(transaction.Session, new AuditEntry(person.Actor, act, SubjectOf(outcome.Value), Details: [new("object", reference), .. details ?? []]));
        await SuggestHypotheses.Note(transaction, [(reference, 0)], cancel);
        await transaction.Commit(CancellationToken.None);
        return outcome;
    }

    /// <summary>Whoever changes what is under an object's answers waits for others who do; before anything else is held.</summary>
    public static Task TakeTurn(TriageTransaction transaction, string reference, CancellationToken cancel) => transaction.Run(Lock, cancel, reference);

    // A hypothesis's number begins with H.
    private static string SubjectOf(string id) => $"{(id[(id.LastIndexOf('.') + 1)..].StartsWith('H') ? "hypothesis" : "lead")}:{id}";

    /// <summary>What an act works with.</summary>
    internal sealed record Workplace(TriageTransaction Transaction, string Object, string By, DateTimeOffset Now, CancellationToken Cancel)
    {
        public IDocumentSession Session => Transaction.Session;

        /// <summary>Null when it is none of this object, or was merged into another.</summary>
        public async Task<Hypothesis?> Find(string id) =>
            await Session.LoadAsync<Hypothesis>(id, Cancel) is { MergedInto: null } found && found.Object == Object ? found : null;

        /// <summary>All of them, held; null when one is not a lead of this object.</summary>
        public async Task<LeadRow[]?> Hold(string[] leads)
        {
            var rows = await LeadRows.Hold(Transaction.Database, leads, Cancel);
            return rows.Count == leads.Length && rows.Values.All(row => row.Object == Object) ? [.. leads.Select(lead => rows[lead])] : null;
        }

        /// <summary>Takes leads from wherever they are and puts them under a hypothesis, or under none.</summary>
        public async Task Move(LeadRow[] leads, string? under, bool suggested = false)
        {
            foreach (var from in leads.Where(lead => lead.Hypothesis is not null && lead.Hypothesis != under).GroupBy(lead => lead.Hypothesis!, StringComparer.Ordinal))
            {
                Session.Events.Append(from.Key, new LeadsTakenOut([.. from.Select(lead => lead.Id)], By));
            }

            var ids = leads.Select(lead => lead.Id).ToArray();
            if (under is not null && ids.Length > 0)
            {
                Session.Events.Append(under, new LeadsPutUnder(ids, suggested, By));
            }

            await Transaction.Run(PutUnder, Cancel, ids, under ?? (object)DBNull.Value);
            var answers = await Session.LoadManyAsync<Hypothesis>(Cancel, [.. leads.Select(lead => lead.Hypothesis).Append(under).OfType<string>().Distinct(StringComparer.Ordinal)]);
            if (answers.Any(answer => UsedTips.CameToSomething(answer.Outcome)))
            {
                await UsedTips.Follow(Transaction, ids, Now, Cancel);
            }
        }
    }
}
