using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>What may be wanted of a person, and who may decide it. Pure: no database, no clock of its own.</summary>
internal static class StaffRules
{
    /// <summary>A vetting that never ends is none.</summary>
    public const int LongestVettingDays = 5 * 366;

    /// <summary>Administrators are reminded so many days before a vetting ends.</summary>
    public const int ReminderDays = 30;

    public static Refusal? Refuse(Standing wanted) => StaffRoles.Clash(wanted.Roles) is null ? null : Refusals.RolesClash;

    /// <summary>Neither who proposed it nor whom it is about may approve; both may decline, for that takes nothing from anybody.</summary>
    public static Refusal? RefuseDecision(StaffProposal proposal, Guid by, bool approve) => proposal switch
    {
        { State: not ProposalState.Open } => Refusals.ProposalDecided,
        _ when approve && (by == proposal.ProposedBy || by == proposal.MemberId) => Refusals.SecondPersonNeeded,
        _ => null,
    };

    /// <summary>The person as they stand once the proposal is approved.</summary>
    public static StaffMember After(StaffProposal proposal, StaffMember? before)
    {
        if (proposal.Kind == ProposalKind.Recover && before is not null)
        {
            // A new link and nothing else: whoever agrees to it was asked about nothing else.
            return before with { Passkeys = [], LockedUntil = null, FailedSignIns = 0 };
        }

        var wanted = proposal.Wanted;
        var member = (before ?? new StaffMember { Id = proposal.MemberId, Name = wanted.Name, NameKey = StaffMember.KeyOf(wanted.Name) }) with
        {
            Name = wanted.Name,
            NameKey = StaffMember.KeyOf(wanted.Name),
            Roles = wanted.Roles,
            Scope = wanted.Scope,
            VettedBy = wanted.VettedBy,
            VettedUntil = wanted.VettedUntil,
            Provider = wanted.Provider,
            // One way in: a passkey would outlive what the provider takes away.
            Passkeys = wanted.Provider is null ? before?.Passkeys ?? [] : [],
        };

        return proposal.Kind == ProposalKind.Change ? member with { BlockedAt = null } : member;
    }

    public static bool NeedsReminder(StaffMember member, DateOnly today) =>
        member.BlockedAt is null && member.VettedUntil <= today.AddDays(ReminderDays);
}
