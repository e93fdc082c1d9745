using System.Security.Cryptography;
using System.Text;
using Marten;
using Marten.Patching;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TipIntake.Audit;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>
/// Keeps sessions in the database and looks the person up again with every request: a session that was ended, a role that was taken, a vetting that
/// has expired count at once, on every node.
/// </summary>
internal sealed class SessionStore(IDocumentStore store, AuditTrail audit, TimeProvider clock) : ITicketStore
{
    private const int KeyBytes = 32;

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var person = Person.Find(ticket.Principal) ?? throw new InvalidOperationException("Nobody signs in.");
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var now = clock.GetUtcNow();

        await using var session = store.LightweightSession();
        session.Insert(new StaffSession { Id = IdOf(key), MemberId = person.Id, SignedInAt = now, SeenAt = now, VerifiedAt = person.VerifiedAt ?? now, ProviderRoles = ProviderTrip.Left(ticket.Properties) });
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.SignedIn, person.Actor, ProviderTrip.IsEnd(ticket.Properties) ? ProviderTrip.Reason : null));
        await session.SaveChangesAsync();
        return key;
    }

    /// <summary>A session is never renewed, and never given to somebody else: <see cref="SessionCookie"/> begins another.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => throw new InvalidOperationException("A session is not renewed.");

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var now = clock.GetUtcNow();
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<StaffSession>(IdOf(key)) is not { } kept)
        {
            return null;
        }

        var member = await session.LoadAsync<StaffMember>(kept.MemberId);
        if (member is null || member.Obstacle(now) is not null || kept.IsOver(now) || kept.RolesOf(member) is not { Length: > 0 } roles)
        {
            session.Delete(kept);
            await session.SaveChangesAsync();
            return null;
        }

        if (now - kept.SeenAt > StaffSession.SeenEvery)
        {
            // Not stored as a whole: a session that somebody ends at this moment must not come back.
            session.Patch<StaffSession>(kept.Id).Set(s => s.SeenAt, now);
            await session.SaveChangesAsync();
        }

        var person = new Person(member.Id, roles, member.Scope, kept.VerifiedAt, Session: kept.Id);
        return new AuthenticationTicket(person.ToPrincipal(StaffSchemes.Session), new AuthenticationProperties { IssuedUtc = kept.SignedInAt, ExpiresUtc = kept.SignedInAt + StaffSession.Longest }, StaffSchemes.Session);
    }

    public Task RemoveAsync(string key) => End(IdOf(key));

    public async Task End(string id)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<StaffSession>(id) is { } kept)
        {
            var actor = $"staff:{kept.MemberId}";
            session.Delete(kept);
            audit.Record(session, new AuditEntry(actor, AuditActs.SignedOut, actor));
            await session.SaveChangesAsync();
        }
    }

    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
}
