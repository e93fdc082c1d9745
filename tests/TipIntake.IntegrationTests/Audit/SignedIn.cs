using System.Security.Claims;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security.Access;
using TipIntake.Staff;

namespace TipIntake.IntegrationTests.Audit;

/// <summary>Somebody who has shown their passkey already: a member, a session, and its cookie.</summary>
internal static class SignedIn
{
    private const string SessionClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    public static async Task<(HttpClient Browser, Guid Id)> As(RunningService service, StaffRole role)
    {
        var id = Guid.NewGuid();
        await using (var session = service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Insert(new StaffMember { Id = id, Name = $"Test {id}", NameKey = $"TEST {id}", Roles = [role], VettedBy = "test", VettedUntil = new DateOnly(2100, 1, 1) });
            await session.SaveChangesAsync();
        }

        var person = new Person(id, [role], Scope.Nothing, DateTimeOffset.UtcNow);
        var key = await service.Services.GetRequiredService<SessionStore>().StoreAsync(new AuthenticationTicket(person.ToPrincipal(StaffSchemes.Session), StaffSchemes.Session));
        var options = service.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(StaffSchemes.Session);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionClaim, key)], StaffSchemes.Session)), StaffSchemes.Session);

        var browser = new HttpClient { BaseAddress = service.Staff.BaseAddress };
        browser.DefaultRequestHeaders.Add("Cookie", $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}");
        return (browser, id);
    }
}
