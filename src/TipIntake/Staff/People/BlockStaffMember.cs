using JasperFx;
using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>
/// One administrator shuts a person out, at once and on every node. Letting them in again takes two, who look at it anew: what is proposed about
/// this person, or by them, is declined.
/// </summary>
internal sealed class BlockStaffMember(IDocumentStore store, AuditTrail audit, TimeProvider clock)
{
    private const int MostTries = 10;

    public static async Task<IResult> Handle(HttpContext context, Guid id, BlockStaffMember block) =>
        await block.Run(Person.Of(context), id, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();

    public async Task<Refusal?> Run(Person person, Guid id, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Block(person, id, cancel);
            }
            catch (ConcurrencyException) when (tries < MostTries)
            {
                // They signed in, or were decided about, at this moment; that must not keep them in.
            }
        }
    }

    private async Task<Refusal?> Block(Person person, Guid id, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<StaffMember>(id, cancel) is not { } member)
        {
            return Refusals.StaffUnknown;
        }

        var now = clock.GetUtcNow();
        session.Store(member with { BlockedAt = member.BlockedAt ?? now });
        session.DeleteWhere<StaffSession>(s => s.MemberId == id);
        session.DeleteWhere<Invitation>(i => i.MemberId == id);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.StaffBlocked, $"staff:{id}"));
        foreach (var proposal in await session.Query<StaffProposal>().Where(p => p.State == ProposalState.Open && (p.MemberId == id || p.ProposedBy == id)).ToListAsync(cancel))
        {
            session.Store(proposal with { State = ProposalState.Declined, DecidedBy = person.Id, DecidedAt = now });
            audit.Record(session, new AuditEntry(person.Actor, AuditActs.StaffDeclined, $"staff:{proposal.MemberId}", Details: ProposeStaffChange.Described(proposal)));
        }

        await session.SaveChangesAsync(cancel);
        return null;
    }
}
