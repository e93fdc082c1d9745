using System.Text.Encodings.Web;
using Marten;
using Marten.Patching;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>Finds out who asks from <c>Authorization: Bearer …</c>: a token of a person who may still come in.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IDocumentStore store, DevelopmentTokens development, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";
    private const int LongestToken = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || header.Length > LongestToken)
        {
            return AuthenticateResult.NoResult();
        }

        var secret = header[Bearer.Length..].Trim();
        return (await development.Find(secret, Context.RequestAborted) ?? await Find(secret)) is { } person
            ? AuthenticateResult.Success(new AuthenticationTicket(person.ToPrincipal(StaffSchemes.Token), StaffSchemes.Token))
            : AuthenticateResult.Fail("unknown");
    }

    private async Task<Person?> Find(string secret)
    {
        var now = clock.GetUtcNow();
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<ApiToken>(ApiToken.IdOf(secret), Context.RequestAborted) is not { } token || !token.IsGood(now)
            || await session.LoadAsync<StaffMember>(token.MemberId, Context.RequestAborted) is not { } owner || owner.Obstacle(now) is not null)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (token.UsedOn != today)
        {
            session.Patch<ApiToken>(token.Id).Set(t => t.UsedOn, today);
            await session.SaveChangesAsync(Context.RequestAborted);
        }

        return token.RolesOf(owner) is { Length: > 0 } roles ? new Person(owner.Id, roles, owner.Scope, null, token.Shown) : null;
    }
}
