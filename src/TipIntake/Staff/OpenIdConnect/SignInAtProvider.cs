using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>A person comes in through their force's own provider.</summary>
internal sealed class SignInAtProvider(FindByProvider find, TimeProvider clock)
{
    public const string Path = "/sign-in/provider";

    /// <summary>Leads to the provider. Where somebody is signed in, whoever asks for this may be a colleague.</summary>
    public static async Task<IResult> Handle(HttpContext context, ILogger<SignInAtProvider> log)
    {
        var trip = new OpenIdConnectChallengeProperties { RedirectUri = ProviderTrip.Next(context.Request) };
        if (await SignedIn(context) is { Session: { } before })
        {
            // Else a provider that knows who came before lets them in again, without asking who is there now.
            trip.Prompt = "login";
            trip.Items[ProviderTrip.InsteadOf] = before;
        }

        return await ProviderTrip.Begin(context, trip, log);
    }

    /// <param name="said">What came back, found genuine.</param>
    /// <param name="longestAge">Of the proof that the provider had of them.</param>
    public async Task<Outcome<Person>> Run(ProviderWord said, TimeSpan? longestAge, CancellationToken cancel)
    {
        var found = await find.Run(said, longestAge, cancel);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        // A provider that recognises them from this morning has not asked them just now; one that does not say when, has not asked.
        var (member, now) = (found.Value, clock.GetUtcNow());
        var verified = said.AuthenticatedAt is { } at ? (at < now ? at : now) : DateTimeOffset.UnixEpoch;
        return new Person(member.Id, member.Roles, member.Scope, verified);
    }

    /// <summary>Somebody comes back to a browser where somebody has signed in meanwhile: fine if it is they.</summary>
    public async Task<Refusal?> Meet(Person here, Person back, CancellationToken cancel)
    {
        if (here.Id == back.Id)
        {
            return null;
        }

        await find.Refuse(back.Actor, "another-session", cancel);
        return Refusals.SignInRefused;
    }

    public static async Task<Person?> SignedIn(HttpContext context) =>
        (await context.AuthenticateAsync(StaffSchemes.Session)).Principal is { } principal ? Person.Find(principal) : null;
}
