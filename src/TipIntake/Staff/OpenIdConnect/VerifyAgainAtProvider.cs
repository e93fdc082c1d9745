using Marten;
using Marten.Patching;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using TipIntake.Audit;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>A person who is signed in proves themselves to their provider once more, before something that matters.</summary>
internal sealed class VerifyAgainAtProvider(FindByProvider find, IDocumentSession session, AuditTrail audit, TimeProvider clock)
{
    public const string Path = "/sign-in/provider/again";

    public static Task<IResult> Handle(HttpContext context, ILogger<VerifyAgainAtProvider> log)
    {
        var trip = new OpenIdConnectChallengeProperties { RedirectUri = ProviderTrip.Next(context.Request), Prompt = "login", MaxAge = TimeSpan.Zero };
        trip.Items[ProviderTrip.Again] = Person.Of(context).Session;
        return ProviderTrip.Begin(context, trip, log);
    }

    /// <param name="person">Who is signed in at this browser now.</param>
    /// <param name="begunBy">The session that went to the provider for this.</param>
    public async Task<Refusal?> Run(Person? person, string begunBy, ProviderWord said, CancellationToken cancel)
    {
        var found = await find.Run(said, Assurance.JustNow, cancel);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        if (person?.Session != begunBy || person.Id != found.Value.Id)
        {
            await find.Refuse($"staff:{found.Value.Id}", "another-session", cancel);
            return Refusals.SignInRefused;
        }

        session.Patch<StaffSession>(begunBy).Set(s => s.VerifiedAt, clock.GetUtcNow());
        session.Patch<StaffSession>(begunBy).Set(s => s.ProviderRoles, find.Left(said));
        audit.Record(session, new AuditEntry(person.Actor, AuditActs.VerifiedAgain, person.Actor, ProviderTrip.Reason));
        await session.SaveChangesAsync(cancel);
        return null;
    }
}
