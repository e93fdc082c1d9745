using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>A person comes in through their force's own provider.</summary>
internal sealed class SignInAtProvider(FindByProvider find, TimeProvider clock)
{
    public const string Path = "/sign-in/provider";

    /// <summary>Leads to the provider. Whoever is signed in stays who they are.</summary>
    public static async Task<IResult> Handle(HttpContext context, ILogger<SignInAtProvider> log)
    {
        var next = ProviderTrip.Next(context.Request);
        return await SignedIn(context) is null
            ? await ProviderTrip.Begin(context, new OpenIdConnectChallengeProperties { RedirectUri = next }, log)
            : Results.Redirect(next);
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

    /// <summary>Somebody comes back to a browser where somebody is signed in: fine if it is they.</summary>
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
