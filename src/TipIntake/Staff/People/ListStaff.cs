using Marten;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <param name="Needs">What an administrator should look at: vetting-ends, one-passkey, blocked, locked.</param>
internal sealed record StaffMemberView(
    Guid Id, string Name, string[] Roles, Scope Scope, string VettedBy, DateOnly VettedUntil, int Passkeys, bool Blocked, string[] Needs, string? Issuer = null);

/// <param name="Now">The person as they stand today, to compare; null for somebody new.</param>
/// <param name="MayApprove">False for whoever proposed it and whom it is about.</param>
internal sealed record StaffProposalView(
    Guid Id, string Kind, Guid Member, string Name, string[] Roles, Scope Scope, string VettedBy, DateOnly VettedUntil, Guid ProposedBy, DateTimeOffset ProposedAt, bool MayApprove,
    string? Issuer = null, string? Subject = null, StaffMemberView? Now = null);

internal sealed record ListStaffResponse(StaffMemberView[] Members, StaffProposalView[] Proposals);

/// <summary>Everybody who may come in, and what is proposed about them.</summary>
internal sealed class ListStaff(IQuerySession session, TimeProvider clock)
{
    public static async Task<IResult> Handle(HttpContext context, ListStaff list) =>
        PersonalAnswer.Json(await list.Run(Person.Of(context), context.RequestAborted), StaffAnswersJson.Readable.ListStaffResponse);

    public async Task<ListStaffResponse> Run(Person person, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var members = await session.Query<StaffMember>().OrderBy(member => member.NameKey).ToListAsync(cancel);
        var proposals = await session.Query<StaffProposal>().Where(proposal => proposal.State == ProposalState.Open).OrderBy(proposal => proposal.ProposedAt).ToListAsync(cancel);
        StaffMemberView[] views = [.. members.Select(member => View(member, now))];
        return new ListStaffResponse(views, [.. proposals.Select(proposal => View(proposal, person, Array.Find(views, view => view.Id == proposal.MemberId)))]);
    }

    private static StaffMemberView View(StaffMember member, DateTimeOffset now) => new(
        member.Id, member.Name, [.. member.Roles.Select(role => role.Name())], member.Scope, member.VettedBy, member.VettedUntil, member.Passkeys.Length, member.BlockedAt is not null, [.. Needs(member, now)],
        member.Provider?.Issuer);

    private static StaffProposalView View(StaffProposal proposal, Person person, StaffMemberView? today) => new(
        proposal.Id, proposal.Kind.ToString().ToLowerInvariant(), proposal.MemberId, proposal.Wanted.Name, [.. proposal.Wanted.Roles.Select(role => role.Name())], proposal.Wanted.Scope,
        proposal.Wanted.VettedBy, proposal.Wanted.VettedUntil, proposal.ProposedBy, proposal.ProposedAt, StaffRules.RefuseDecision(proposal, person.Id, approve: true) is null,
        proposal.Wanted.Provider?.Issuer, proposal.Wanted.Provider?.Subject, today);

    private static IEnumerable<string> Needs(StaffMember member, DateTimeOffset now)
    {
        if (member.BlockedAt is not null)
        {
            yield return "blocked";
            yield break;
        }

        if (StaffRules.NeedsReminder(member, DateOnly.FromDateTime(now.UtcDateTime)))
        {
            yield return "vetting-ends";
        }

        if (member is { Provider: null, Passkeys.Length: < 2 })
        {
            yield return "one-passkey";
        }

        if (member.LockedUntil > now)
        {
            yield return "locked";
        }
    }
}
