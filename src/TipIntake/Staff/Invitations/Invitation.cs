using System.Security.Cryptography;
using System.Text;

namespace TipIntake.Staff;

/// <summary>A link with which one person brings their first passkey: once, and within three days. Only a hash of it is kept.</summary>
internal sealed record Invitation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    /// <summary>More than any code has.</summary>
    public const int LongestCode = 200;

    private const int CodeBytes = 32;

    /// <summary>SHA-256 of the code, in hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required Guid MemberId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    public bool IsOpen(DateTimeOffset now) => UsedAt is null && ExpiresAt > now;

    public static (string Code, Invitation Kept) Make(Guid memberId, DateTimeOffset now)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes));
        return (code, new Invitation { Id = IdOf(code), MemberId = memberId, ExpiresAt = now + Lifetime });
    }

    public static string IdOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
