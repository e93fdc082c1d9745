using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>One signed-in browser. The cookie holds the key; the database knows only its hash, so a copy of it opens nothing.</summary>
internal sealed record StaffSession
{
    /// <summary>Ended after so long without a request, give or take <see cref="SeenEvery"/>.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    public static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(30);

    /// <summary>SHA-256 of the key, in hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required Guid MemberId { get; init; }

    public required DateTimeOffset SignedInAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When the person last showed their passkey, or their provider had them prove themselves.</summary>
    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>What the person's provider leaves of the approved roles; null: all of them.</summary>
    public StaffRole[]? ProviderRoles { get; init; }

    public StaffRole[] RolesOf(StaffMember member) => ProviderRoles is { } left ? [.. member.Roles.Intersect(left)] : member.Roles;

    public bool IsOver(DateTimeOffset now) => now - SeenAt > LongestIdle || now - SignedInAt > Longest;
}
