using Microsoft.AspNetCore.Authorization;
using TipIntake.Platform;

namespace TipIntake.Security.Access;

/// <summary>Who may use an endpoint of the staff door. Every endpoint there has one; without it nobody gets in.</summary>
internal sealed record AccessRule : IAuthorizationRequirement
{
    /// <summary>A verification stays fresh for so long: for contacts, publishing, exports, people.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>One of these is enough; empty: whoever is signed in.</summary>
    public IReadOnlyList<StaffRole> Roles { get; init; } = [];

    /// <summary>Also for people who are not signed in: the sign-in itself.</summary>
    public bool Strangers { get; init; }

    /// <summary>Only for a person who has shown their passkey just now.</summary>
    public bool VerifiedAgain { get; init; }

    /// <summary>Also for API tokens; else only for a person at a page.</summary>
    public bool Tokens { get; init; }

    /// <summary>Null: come in.</summary>
    public Refusal? Refuse(Person? person, DateTimeOffset now) => person switch
    {
        _ when Strangers => null,
        null => Refusals.NotSignedIn,
        { Token: not null } when !Tokens => Refusals.NotAllowed,
        _ when Roles.Count > 0 && !person.IsOneOf(Roles) => Refusals.NotAllowed,
        _ when VerifiedAgain && (person.VerifiedAt is not { } verified || now - verified > Fresh) => Refusals.VerifyAgain,
        _ => null,
    };
}
