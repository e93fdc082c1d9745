using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

internal static class ProviderSetup
{
    private const string FrameworkLog = "Microsoft.AspNetCore.Authentication.OpenIdConnect";

    // A signature that anybody can check and only the provider can make; never one with a shared secret, never none.
    public static readonly string[] Signatures =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512];

    /// <summary>Nothing of it exists where no provider is configured.</summary>
    public static void AddProvider(this WebApplicationBuilder builder, AuthenticationBuilder schemes)
    {
        if (ProviderSettingsReader.Read(builder.Configuration, builder.Environment) is not { } settings)
        {
            return;
        }

        // Privacy: the framework's own lines quote what the provider says about a person and about faults.
        builder.Logging.AddFilter(FrameworkLog, LogLevel.None);
        builder.Services.AddSingleton(settings);
        builder.Services.AddScoped<FindByProvider>().AddScoped<SignInAtProvider>().AddScoped<VerifyAgainAtProvider>().AddScoped<ProviderEvents>();
        schemes.AddOpenIdConnect(StaffSchemes.Provider, settings.Name, o =>
        {
            Speak(o, settings, builder.Environment);
            Check(o);
            StaffCookies.Bind(o.NonceCookie, "tipintake-provider-nonce.", SameSiteMode.Lax, builder.Environment);
            StaffCookies.Bind(o.CorrelationCookie, "tipintake-provider-trip.", SameSiteMode.Lax, builder.Environment);
        });
        builder.Services.AddOptions<OpenIdConnectOptions>(StaffSchemes.Provider).ValidateOnStart();
    }

    public static void MapProvider(this IEndpointRouteBuilder staff)
    {
        if (staff.ServiceProvider.GetService<ProviderSettings>() is not null)
        {
            staff.MapGet(SignInAtProvider.Path, SignInAtProvider.Handle).ForStrangers().ExcludeFromDescription();
            staff.MapGet(VerifyAgainAtProvider.Path, VerifyAgainAtProvider.Handle).ForAnybodySignedIn().ExcludeFromDescription();
        }
    }

    private static void Speak(OpenIdConnectOptions o, ProviderSettings settings, IHostEnvironment environment)
    {
        o.SignInScheme = StaffSchemes.Session;
        o.EventsType = typeof(ProviderEvents);
        o.Authority = settings.Authority.AbsoluteUri;
        o.RequireHttpsMetadata = !environment.IsDevelopment();
        o.ClientId = settings.ClientId;
        o.ClientSecret = settings.ReadSecret();
        o.BackchannelHttpHandler = new OnlyProvider(settings.Authority);
        o.BackchannelTimeout = TimeSpan.FromSeconds(10);
        o.ResponseType = OpenIdConnectResponseType.Code;
        // In the address and not in a form: what changes something is never taken from another site.
        o.ResponseMode = OpenIdConnectResponseMode.Query;
        o.CallbackPath = ProviderSettingsReader.ReturnPath;
        // These two would end sessions at an address that any site can lead to.
        o.RemoteSignOutPath = default;
        o.SignedOutCallbackPath = default;
        o.UsePkce = true;
        o.MaxAge = settings.Assurance.LongestAge;
        o.Scope.Clear();
        o.Scope.Add(OpenIdConnectScope.OpenId);
        o.DisableTelemetry = true;
    }

    private static void Check(OpenIdConnectOptions o)
    {
        // Privacy: nothing that opens anything at the provider is kept, and nothing about the person is asked for beyond the token.
        o.SaveTokens = false;
        o.GetClaimsFromUserInfoEndpoint = false;
        o.MapInboundClaims = false;
        // They would take away issuer and acr before we have looked at them.
        o.ClaimActions.Clear();
        o.TokenValidationParameters.ClockSkew = Assurance.ClockSkew;
        o.TokenValidationParameters.ValidAlgorithms = Signatures;
    }
}
