using Marten;
using Microsoft.AspNetCore.Authentication;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Id">The first digits of its id: enough to tell a few sessions apart, not enough to guess one.</param>
internal sealed record SessionView(string Id, DateTimeOffset SignedInAt, DateTimeOffset SeenAt, bool IsThisOne);

internal sealed record PasskeyView(string Id, string? Label, DateTimeOffset AddedAt);

/// <summary>What a person sees of their own account.</summary>
internal sealed record OwnAccount(Guid Id, string Name, string[] Roles, Scope Scope, DateOnly VettedUntil, PasskeyView[] Passkeys, SessionView[] Sessions, bool ByProvider = false);

/// <summary>A person looks at their sessions and passkeys, and ends what they do not know.</summary>
internal sealed class OwnSessions(IDocumentSession session, AuditTrail audit)
{
    private const int ShownDigits = 12;

    public static async Task<IResult> HandleShow(HttpContext context, OwnSessions own) =>
        await own.Show(Person.Of(context), context.RequestAborted) is { } account ? PersonalAnswer.Json(account, StaffAnswersJson.Readable.OwnAccount) : Refusals.StaffUnknown.ToProblem();

    public static async Task<IResult> HandleSignOut(HttpContext context)
    {
        await context.SignOutAsync(StaffSchemes.Session);
        return PersonalAnswer.Empty();
    }

    public static async Task<IResult> HandleEverywhere(HttpContext context, OwnSessions own)
    {
        await own.EndAll(Person.Of(context), context.RequestAborted);
        await context.SignOutAsync(StaffSchemes.Session);
        return PersonalAnswer.Empty();
    }

    public static async Task<IResult> HandleRemovePasskey(HttpContext context, string id, OwnSessions own) =>
        await own.RemovePasskey(Person.Of(context), id, context.RequestAborted) is { } refusal ? refusal.ToProblem() : PersonalAnswer.Empty();

    public async Task<OwnAccount?> Show(Person person, CancellationToken cancel)
    {
        if (await session.LoadAsync<StaffMember>(person.Id, cancel) is not { } member)
        {
            return null;
        }

        var sessions = await session.Query<StaffSession>().Where(s => s.MemberId == person.Id).OrderByDescending(s => s.SeenAt).ToListAsync(cancel);
        return new OwnAccount(
            member.Id, member.Name, [.. person.Roles.Select(role => role.Name())], member.Scope, member.VettedUntil,
            [.. member.Passkeys.Select(passkey => new PasskeyView(passkey.Id, passkey.Label, passkey.AddedAt))],
            [.. sessions.Select(s => new SessionView(s.Id[..ShownDigits], s.SignedInAt, s.SeenAt, s.Id == person.Session))],
            member.Provider is not null);
    }

    public async Task EndAll(Person person, CancellationToken cancel)
    {
        session.DeleteWhere<StaffSession>(s => s.MemberId == person.Id);
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.SignedOutEverywhere, person.Actor));
        await session.SaveChangesAsync(cancel);
    }

    /// <summary>Not the last one: whoever has none needs two colleagues to come in again.</summary>
    public async Task<Refusal?> RemovePasskey(Person person, string id, CancellationToken cancel)
    {
        if (await session.LoadAsync<StaffMember>(person.Id, cancel) is not { } member || !Array.Exists(member.Passkeys, passkey => passkey.Id == id))
        {
            return Refusals.NotFound;
        }

        if (member.Passkeys.Length == 1)
        {
            return Refusals.LastPasskey;
        }

        session.Store(member with { Passkeys = [.. member.Passkeys.Where(passkey => passkey.Id != id)] });
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.PasskeyRemoved, person.Actor));
        await session.SaveChangesAsync(cancel);
        return null;
    }
}
