using Marten;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>
/// Somebody at the server's terminal lets the first two administrators in. With two who have a passkey this way is closed: from then on
/// two people decide, and whoever rules the server alone leaves an entry in the trail.
/// </summary>
internal sealed class InviteFirstAdministrator(IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    public const string Actor = "terminal";

    private const int Enough = 2;

    public async Task<Outcome<(string Code, DateTimeOffset ExpiresAt)>> Run(string name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var members = await session.Query<StaffMember>().ToListAsync(cancel);
        if (members.Count(member => member.Roles.Contains(StaffRole.Administrator) && member.Passkeys.Length > 0 && member.Obstacle(now) is null) >= Enough)
        {
            return Refusals.SecondPersonNeeded;
        }

        var key = StaffMember.KeyOf(name);
        var known = members.FirstOrDefault(member => member.NameKey == key);
        if (known is not null && (known.Passkeys.Length > 0 || known.Provider is not null || !known.Roles.Contains(StaffRole.Administrator)))
        {
            return Refusals.StaffNameTaken;
        }

        var administrator = known ?? new StaffMember
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            NameKey = key,
            Roles = [StaffRole.Administrator],
            Scope = Scope.Nothing,
            VettedBy = "the operator of this server",
            VettedUntil = DateOnly.FromDateTime(now.UtcDateTime).AddYears(1),
        };
        var (code, invitation) = Invitation.Make(administrator.Id, now);
        session.Store(administrator);
        session.DeleteWhere<Invitation>(old => old.MemberId == administrator.Id);
        session.Insert(invitation);
        audit.Record(session, new AuditEntry(Actor, AuditActs.StaffInvited, $"staff:{administrator.Id}", "first-administrator"));
        await session.SaveChangesAsync(cancel);
        return (code, invitation.ExpiresAt);
    }
}
