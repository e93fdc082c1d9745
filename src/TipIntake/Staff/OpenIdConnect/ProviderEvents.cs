using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

/// <summary>Where the framework's protocol meets our use cases.</summary>
internal sealed partial class ProviderEvents(ProviderSettings settings, FindByProvider find, SignInAtProvider signIn, VerifyAgainAtProvider verify, ILogger<ProviderEvents> log) : OpenIdConnectEvents
{
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (settings.ReturnAddress is { } address)
        {
            // Not from the request's Host, which anybody may write.
            context.ProtocolMessage.RedirectUri = address;
        }

        if (settings.Assurance.Acr is { Length: > 0 } acr)
        {
            context.ProtocolMessage.AcrValues = string.Join(' ', acr);
        }

        return Task.CompletedTask;
    }

    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Fail("A provider leads back with GET only.");
        }

        return Task.CompletedTask;
    }

    // A token that comes straight from the provider may be unsigned as far as the framework is concerned, as the standard allows.
    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (!ProviderSetup.Signatures.Contains(context.SecurityToken.SignatureAlgorithm, StringComparer.Ordinal))
        {
            context.Fail("The token is not signed.");
        }

        return Task.CompletedTask;
    }

    // Not TokenValidated: that comes before the nonce is looked at.
    public override async Task TicketReceived(TicketReceivedContext context)
    {
        var cancel = context.HttpContext.RequestAborted;
        var said = new ProviderWord(context.Principal!);
        var here = await SignInAtProvider.SignedIn(context.HttpContext);
        context.ReturnUri = LocalAddress.Or(context.ReturnUri, "/");

        if (context.Properties!.Items.TryGetValue(ProviderTrip.Again, out var begunBy))
        {
            await Answer(context, await verify.Run(here, begunBy ?? "", said, cancel));
            return;
        }

        var outcome = await signIn.Run(said, settings.Assurance.LongestAge, cancel);
        if (outcome.IsRefused || (here is not null && !ProviderTrip.MayReplace(context.Properties, here)))
        {
            // Two tabs: a session that began while this one was on its way stays, and stays whose it is.
            await Answer(context, outcome.IsRefused ? outcome.Refusal : await signIn.Meet(here!, outcome.Value, cancel));
            return;
        }

        ProviderTrip.Keep(context.Properties, find.Left(said));
        context.Principal = outcome.Value.ToPrincipal(StaffSchemes.Session);
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        // Privacy: what the provider or a stranger wrote into an error stays out of the log; the type says enough.
        Failed(log, context.Failure?.GetType().Name ?? "unknown");
        return Answer(context, Refusals.SignInRefused);
    }

    private static async Task Answer<T>(HandleRequestContext<T> context, Refusal? refusal)
        where T : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        if (refusal is not null)
        {
            await refusal.ToProblem().ExecuteAsync(context.HttpContext);
            return;
        }

        context.Response.Redirect((context as TicketReceivedContext)?.ReturnUri ?? "/");
    }

    [LoggerMessage(1, LogLevel.Warning, "A return from the provider was refused: {Fault}")]
    private static partial void Failed(ILogger log, string fault);
}
