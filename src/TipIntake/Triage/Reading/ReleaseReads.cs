using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Triage;

/// <summary>A second person lets a reviewer read as much again within the hour.</summary>
internal sealed class ReleaseReads(IDocumentSession session, AuditTrail audit)
{
    public static async Task<IResult> Handle(HttpContext context, Guid member, ReleaseReads release) =>
        await release.Run(Person.Of(context), member, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();

    public async Task<Refusal?> Run(Person person, Guid member, CancellationToken cancel)
    {
        if (person.Id == member)
        {
            return Refusals.SecondPersonNeeded;
        }

        audit.Record(session, new AuditEntry(person.Actor, AuditActs.ReadsReleased, $"staff:{member}"));
        await session.SaveChangesAsync(cancel);
        return null;
    }
}
