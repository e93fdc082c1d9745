using Marten;
using Npgsql;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Storage;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="Tips">A page of them, in <see cref="TipOrder"/>.</param>
/// <param name="Next">The cursor of the next page of tips; absent on the last.</param>
/// <param name="Copies">For each tip that is shown and has copies in the lead: how many, on this page or on others.</param>
internal sealed record LeadView(QueuedLead Lead, LeadAssessed? Assessment, LeadReopened? Reopened, string? SplitFrom, string? MergedInto, Referral? Referral, TipView[] Tips, LeadMessage[] Messages, int Withdrawn, string? Next, TipCopies[] Copies);

/// <summary>Other tips with the same words, among the oldest of the lead.</summary>
internal sealed record TipCopies(Guid Tip, int Count);

/// <summary>Something said behind a receipt after the tip.</summary>
internal sealed record LeadMessage(Guid Tip, MessageFrom From, string Text, DateTimeOffset At);

/// <summary>A reviewer reads a lead: what its tips say. The entry in the trail, with the tips that are shown, is committed before a word is given out.</summary>
internal sealed class ReadLead(IDocumentSession session, ReadBudget budget, TimeProvider clock)
{
    private static readonly string Row = $"""
        select {LeadRows.Columns}, (select member from {ClaimTable.QualifiedName} where lead = l.id and until > $2) from {LeadTable.QualifiedName} l where id = $1
        """;

    public static async Task<IResult> Handle(HttpContext context, string id, Guid? after, ReadLead read)
    {
        var outcome = await read.Run(Person.Of(context), id, after, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.LeadView);
    }

    /// <param name="after">The tip that the page before ended with.</param>
    public async Task<Outcome<LeadView>> Run(Person person, string id, Guid? after, CancellationToken cancel)
    {
        var counts = await budget.Count(session, person.Id, cancel);
        if (!budget.Allows(counts))
        {
            return Refusals.ReadBudgetSpent;
        }

        if (await session.LeadWithin(person.Scope, id, cancel) is not { } lead)
        {
            return Refusals.NotFound;
        }

        var page = await ReadPage.Of(session, id, after, cancel);
        var tips = page.Tips;
        var withContact = await session.Query<SenderContact>().Where(contact => contact.Id.IsOneOf(tips.Select(tip => tip.Id).ToArray())).Select(contact => contact.Id).ToListAsync(cancel);
        var ids = tips.Where(tip => !tip.IsWithdrawn).Select(tip => tip.Id).ToArray();
        var messages = await session.Query<TipMessage>().Where(message => message.TipId.IsOneOf(ids)).OrderBy(message => message.At).ToListAsync(cancel);
        var view = new LeadView(
            Blind(await View(id, cancel)), lead.Status == LeadStatus.InReview ? null : lead.Assessment, lead.Reopened, lead.SplitFrom, lead.MergedInto, lead.Referral, [.. tips.Where(tip => !tip.IsWithdrawn).Select(tip => ReadTip.View(tip, withContact.Contains(tip.Id)))],
            [.. messages.Select(message => new LeadMessage(message.TipId, message.From, message.Text, message.At))], tips.Count(tip => tip.IsWithdrawn), page.Next,
            [.. ids.Where(tip => page.Same.GetValueOrDefault(tip) > 1).Select(tip => new TipCopies(tip, page.Same[tip] - 1))]);
        Record(person, lead, tips, counts);
        NoteProgress.AsRead(session, ids, clock.GetUtcNow());
        await session.SaveChangesAsync(cancel);
        return view;
    }

    /// <summary>Whoever looks a second time must not know what the first person made of it, nor what the machine thinks of it.</summary>
    public static QueuedLead Blind(QueuedLead lead) => lead.Status == LeadStatus.InReview ? lead with { Decision = null, Points = [], Score = 0, Drawn = false, Hypothesis = null } : lead;

    private void Record(Person person, Lead lead, Tip[] tips, RecentReads counts)
    {
        var shown = tips.Where(tip => !tip.IsWithdrawn).Select(tip => tip.Id.ToString("N")).ToArray();
        budget.Record(session, counts, person, new Reading(AuditActs.LeadRead, $"lead:{lead.Id}", shown.Length), new("object", lead.Object), new("tips", string.Join(' ', shown)));
    }

    private async Task<QueuedLead> View(string lead, CancellationToken cancel)
    {
        await using var command = Command(Row, lead, clock.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var claims = new Dictionary<string, Guid>(StringComparer.Ordinal);
        if (!await row.IsDBNullAsync(LeadRows.Count, cancel))
        {
            claims[lead] = row.GetGuid(LeadRows.Count);
        }

        return ListLeads.View(LeadRows.Read(row), drawn: false, claims);
    }

    private NpgsqlCommand Command(string sql, params object[] values) => new NpgsqlCommand(sql, session.Connection).With(values);
}
