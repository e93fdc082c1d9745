using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace TipIntake.Security.Access;

/// <summary>A member of staff who asks for something, as they stand at this moment: roles and scope are read again for every request.</summary>
/// <param name="Id">Of the member, also when a token of theirs asks.</param>
/// <param name="Token">The id of the token that asks; null for a person at a page.</param>
/// <param name="VerifiedAt">When they last showed their passkey, or their provider vouched for them; null for a token.</param>
/// <param name="Session">The session they are signed in with; null for a token.</param>
internal sealed record Person(Guid Id, IReadOnlyList<StaffRole> Roles, Scope Scope, DateTimeOffset? VerifiedAt, string? Token = null, string? Session = null)
{
    private const string IdClaim = "sub";
    private const string RoleClaim = "role";
    private const string ScopeClaim = "scope";
    private const string VerifiedClaim = "verified";
    private const string TokenClaim = "token";
    private const string SessionClaim = "session";

    /// <summary>The name under which the audit trail keeps what they do.</summary>
    public string Actor => Token is { } token ? $"token:{token}" : $"staff:{Id}";

    /// <summary>The same for the person at a page and for their tokens: what one of them decides, another is no second person for.</summary>
    public string Member => $"staff:{Id}";

    public bool Is(StaffRole role) => Roles.Contains(role);

    public bool IsOneOf(IReadOnlyList<StaffRole> roles) => roles.Any(Is);

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var claims = new List<Claim> { new(IdClaim, Id.ToString()), new(ScopeClaim, JsonSerializer.Serialize(Scope)) };
        claims.AddRange(Roles.Select(role => new Claim(RoleClaim, role.Name())));
        if (VerifiedAt is { } verified)
        {
            claims.Add(new Claim(VerifiedClaim, verified.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
        }

        if (Token is { } token)
        {
            claims.Add(new Claim(TokenClaim, token));
        }

        if (Session is { } session)
        {
            claims.Add(new Claim(SessionClaim, session));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, IdClaim, RoleClaim));
    }

    /// <summary>Null when nobody is signed in.</summary>
    public static Person? Find(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true } || !Guid.TryParse(principal.FindFirstValue(IdClaim), out var id))
        {
            return null;
        }

        var verified = principal.FindFirstValue(VerifiedClaim) is { } said ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(said, CultureInfo.InvariantCulture)) : (DateTimeOffset?)null;
        var scope = principal.FindFirstValue(ScopeClaim) is { } json ? JsonSerializer.Deserialize<Scope>(json)! : Scope.Nothing;
        return new Person(
            id, [.. principal.FindAll(RoleClaim).Select(claim => StaffRoles.Find(claim.Value)).OfType<StaffRole>()], scope, verified,
            principal.FindFirstValue(TokenClaim), principal.FindFirstValue(SessionClaim));
    }

    /// <summary>Behind an endpoint that has an access rule somebody is always signed in.</summary>
    public static Person Of(HttpContext context) => Find(context.User) ?? throw new InvalidOperationException("The endpoint lacks an access rule.");
}
