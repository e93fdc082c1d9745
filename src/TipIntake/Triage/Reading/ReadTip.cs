using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;
using TipIntake.Security.RateLimits;
using TipIntake.Tips;

namespace TipIntake.Triage;

/// <param name="HasContact">The sender left a way to reach them; reading it is another step.</param>
internal sealed record TipView(
    Guid Id, string Object, DateTimeOffset ReceivedAt, Lane Lane, string? Text, string? Country, string? Place, string? Period, string? Link, string? Basis, string? Language,
    bool Disclosure, bool TextReplaced, bool HasContact, bool Withdrawn);

/// <summary>A reviewer reads one tip. The entry in the trail is committed before a word of it is given out: no audit, no read.</summary>
internal sealed class ReadTip(IDocumentSession session, ReadBudget budget, TimeProvider clock)
{
    public static async Task<IResult> Handle(HttpContext context, Guid id, ReadTip read)
    {
        var outcome = await read.Run(Person.Of(context), id, context.RequestAborted);
        return outcome.IsRefused ? outcome.Refusal.ToProblem() : PersonalAnswer.Json(outcome.Value, TriageAnswersJson.Readable.TipView);
    }

    public async Task<Outcome<TipView>> Run(Person person, Guid id, CancellationToken cancel)
    {
        var counts = await budget.Count(session, person.Id, cancel);
        if (!budget.Allows(counts))
        {
            return Refusals.ReadBudgetSpent;
        }

        if (await session.TipWithin(person.Scope, id, cancel) is not { } tip)
        {
            return Refusals.NotFound;
        }

        var hasContact = await session.Query<SenderContact>().AnyAsync(contact => contact.Id == id, cancel);
        budget.Record(session, counts, person, new Reading(AuditActs.TipRead, $"tip:{id}"), new AuditDetail("object", tip.Object));
        NoteProgress.AsRead(session, [id], clock.GetUtcNow());
        await session.SaveChangesAsync(cancel);
        return View(tip, hasContact);
    }

    public static TipView View(Tip tip, bool hasContact) => new(
        tip.Id, tip.Object, tip.ReceivedAt, tip.Lane, tip.Text, tip.Country, tip.Place, tip.Period, tip.Link, tip.Basis is { } basis ? BasisNames.NameOf(basis) : null, tip.Language,
        tip.Disclosure == true, tip.TextReplaced == true, hasContact, tip.IsWithdrawn);
}
