using System.Globalization;
using System.Security.Claims;

namespace TipIntake.Staff;

/// <summary>What the provider said about somebody, once signature, issuer, audience, nonce and expiry were found good.</summary>
internal sealed class ProviderWord(ClaimsPrincipal principal)
{
    public string? Issuer => principal.FindFirstValue("iss");

    public string? Subject => principal.FindFirstValue("sub");

    public string? Acr => principal.FindFirstValue("acr");

    public IEnumerable<string> Amr => ValuesOf("amr");

    /// <summary>When the person last proved who they are; null when the provider does not say so.</summary>
    public DateTimeOffset? AuthenticatedAt =>
        long.TryParse(principal.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MostSeconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static readonly long MostSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public IEnumerable<string> ValuesOf(string claim) => principal.FindAll(claim).Select(found => found.Value);
}
