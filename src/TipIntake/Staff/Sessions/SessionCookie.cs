using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>
/// The framework's session cookie, with one difference: whoever signs in begins a session with a key of its own. The framework would go on with the key
/// that the browser has, and with it keep the person who came before, or give the next one a key that somebody else may know.
/// </summary>
internal sealed class SessionCookie(IOptionsMonitor<CookieAuthenticationOptions> options, ILoggerFactory logs, UrlEncoder encoder, SessionStore sessions)
    : CookieAuthenticationHandler(options, logs, encoder)
{
    private readonly IOptionsMonitor<CookieAuthenticationOptions> options = options;
    private readonly ILoggerFactory logs = logs;
    private readonly UrlEncoder encoder = encoder;

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        if ((await HandleAuthenticateOnceSafeAsync()).Principal is not { } before || Person.Find(before) is not { Session: { } old })
        {
            await base.HandleSignInAsync(user, properties);
            return;
        }

        await sessions.End(old);
        // This handler has read the old key and would keep it; another one finds that it opens nothing any more.
        var afresh = new SessionCookie(options, logs, encoder, sessions);
        await afresh.InitializeAsync(Scheme, Context);
        await afresh.SignInAsync(user, properties);
    }
}
