using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>One administrator shuts a person out, at once and on every node. Letting them in again takes two.</summary>
internal sealed class BlockStaffMember(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    public static async Task<IResult> Handle(HttpContext context, Guid id, BlockStaffMember block) =>
        await block.Run(Person.Of(context), id, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();

    public async Task<Refusal?> Run(Person person, Guid id, CancellationToken cancel)
    {
        if (await session.LoadAsync<StaffMember>(id, cancel) is not { } member)
        {
            return Refusals.StaffUnknown;
        }

        session.Store(member with { BlockedAt = member.BlockedAt ?? clock.GetUtcNow() });
        session.DeleteWhere<StaffSession>(s => s.MemberId == id);
        session.DeleteWhere<Invitation>(i => i.MemberId == id);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.StaffBlocked, $"staff:{id}"));
        await session.SaveChangesAsync(cancel);
        return null;
    }
}
