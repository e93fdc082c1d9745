using System.Security.Cryptography;
using System.Text;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>What a script of a member shows instead of a passkey. Only a hash of it is kept; it may never do more than its owner.</summary>
internal sealed record ApiToken
{
    public const string Prefix = "tipintake_";
    public const int LongestDays = 366;

    /// <summary>So many digits of the id are shown and stand in the audit trail.</summary>
    public const int ShownDigits = 16;

    private const int SecretBytes = 32;

    /// <summary>SHA-256 of the token, in hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>What its owner calls it: "weekly report".</summary>
    public required string Label { get; init; }

    public required StaffRole[] Roles { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The last day on which it was used. The hour would be a record of how somebody works.</summary>
    public DateOnly? UsedOn { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public string Shown => Id[..ShownDigits];

    public bool IsGood(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;

    /// <summary>What it may do now: never a role that its owner has lost since.</summary>
    public StaffRole[] RolesOf(StaffMember owner) => [.. Roles.Intersect(owner.Roles)];

    public static string MakeSecret() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string IdOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
