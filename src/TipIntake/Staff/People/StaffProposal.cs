using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>What is to be changed about a person. Blocking somebody needs no proposal: that has to work at once.</summary>
internal enum ProposalKind
{
    /// <summary>Somebody new.</summary>
    Invite,

    /// <summary>Other roles, another scope, a later end of vetting; also lets somebody in again who was blocked.</summary>
    Change,

    /// <summary>All passkeys are gone: new ones through a new link. Changes nothing else.</summary>
    Recover,
}

internal enum ProposalState
{
    Open,
    Approved,
    Declined,
}

/// <summary>What a person would be allowed.</summary>
internal sealed record Standing(string Name, StaffRole[] Roles, Scope Scope, string VettedBy, DateOnly VettedUntil, ProviderIdentity? Provider = null)
{
    public static Standing Of(StaffMember member) => new(member.Name, member.Roles, member.Scope, member.VettedBy, member.VettedUntil, member.Provider);
}

/// <summary>One administrator wants to let somebody in, or to let them do something else; another one decides.</summary>
internal sealed record StaffProposal
{
    public required Guid Id { get; init; }

    public required ProposalKind Kind { get; init; }

    public required Guid MemberId { get; init; }

    public required Standing Wanted { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public ProposalState State { get; init; }

    public Guid? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }
}
