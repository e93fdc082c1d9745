using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using TipIntake.Platform;
using TipIntake.Security.Access;

namespace TipIntake.Staff;

internal static class StaffSetup
{
    private const string Tag = "Staff";

    /// <summary>Threads that are there from the start. Beside the placing of tips a page would else wait for one: past one thread per processor the pool adds two a second.</summary>
    private const int Threads = 16;

    public static WebApplicationBuilder AddStaff(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureMarten(o =>
        {
            o.Schema.For<StaffMember>().UseOptimisticConcurrency(true).UniqueIndex(member => member.NameKey).UniqueIndex(ProviderIdentity.Index, member => member.Provider!.Issuer, member => member.Provider!.Subject);
            o.Schema.For<StaffProposal>().UseOptimisticConcurrency(true);
            o.Schema.For<Invitation>().UseOptimisticConcurrency(true);
            o.Schema.For<StaffSession>().Index(s => s.MemberId);
            o.Schema.For<ApiToken>().Index(token => token.MemberId);
            DigestSetup.Configure(o);
        });
        builder.Services.AddScoped<InviteFirstAdministrator>();
        if (!StaffDoor.IsOpen(builder.Configuration))
        {
            return builder;
        }

        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(Threads, ports);
        var schemes = builder.AddStaffDoor();
        AddSessions(builder, schemes);
        builder.AddProvider(schemes);
        schemes.AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(StaffSchemes.Token, null);
        builder.Services.AddSingleton(services => DevelopmentTokens.Read(services, builder.Configuration, builder.Environment));
        builder.Services.AddScoped<MakeApiToken>().AddScoped<OwnApiTokens>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddIdentityCore<StaffMember>().AddUserStore<StaffAccounts>().AddSignInManager();
        builder.Services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
            o.ServerDomain = builder.Configuration["Staff:Domain"] is { Length: > 0 } domain ? domain : builder.Environment.IsDevelopment() ? null : throw new SettingException(
                "Staff:Domain is not set. Passkeys are bound to the name under which staff open their pages, for example tips.police.example.");
        });
        builder.Services.AddScoped<SignIn>().AddScoped<VerifyAgain>().AddScoped<AddPasskey>().AddScoped<Enrol>();
        builder.Services.AddScoped<OwnSessions>();
        builder.AddDigest();
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSingleton<DevelopmentStaff>();
        }

        builder.Services.AddScoped<ProposeStaffChange>().AddScoped<DecideStaffProposal>().AddScoped<BlockStaffMember>().AddScoped<ListStaff>();
        return builder;
    }

    public static void MapStaff(this IEndpointRouteBuilder staff)
    {
        staff.MapProvider();
        var routes = staff.MapGroup("/api/v1/staff").WithTags(Tag).Refuses(Refusals.RequestCrossSite, Refusals.Unexpected);
        routes.MapPost("sign-in/options", SignIn.HandleOptions).ForStrangers();
        routes.MapPost("sign-in", SignIn.Handle).ForStrangers();
        routes.MapPost("sign-in/again/options", VerifyAgain.HandleOptions).ForAnybodySignedIn();
        routes.MapPost("sign-in/again", VerifyAgain.Handle).ForAnybodySignedIn();
        routes.MapPost("enrolment/options", Enrol.HandleOptions).ForStrangers();
        routes.MapPost("enrolment", Enrol.Handle).ForStrangers();
        routes.MapPost("sign-out", (Delegate)OwnSessions.HandleSignOut).ForAnybodySignedIn();
        routes.MapPost("sign-out/everywhere", OwnSessions.HandleEverywhere).ForAnybodySignedIn();
        routes.MapGet("me", OwnSessions.HandleShow).ForAnybodySignedIn();
        routes.MapPost("me/passkeys/options", AddPasskey.HandleOptions).ForVerified();
        routes.MapPost("me/passkeys", AddPasskey.Handle).ForVerified();
        routes.MapDelete("me/passkeys/{id}", OwnSessions.HandleRemovePasskey).ForVerified();
        routes.MapGet("me/tokens", OwnApiTokens.HandleList).ForAnybodySignedIn();
        routes.MapPost("me/tokens", MakeApiToken.Handle).ForVerified();
        routes.MapDelete("me/tokens/{id}", OwnApiTokens.HandleRevoke).ForAnybodySignedIn();
        routes.MapDigest();
        routes.MapGet("people", ListStaff.Handle).For(StaffRole.Administrator);
        routes.MapPost("people/proposals", ProposeStaffChange.Handle).ForVerified(StaffRole.Administrator);
        routes.MapPost("people/proposals/{id:guid}/decision", DecideStaffProposal.Handle).ForVerified(StaffRole.Administrator);
        routes.MapPost("people/{id:guid}/block", BlockStaffMember.Handle).ForVerified(StaffRole.Administrator);
    }

    private static void AddSessions(WebApplicationBuilder builder, AuthenticationBuilder schemes)
    {
        builder.Services.AddSingleton<SessionStore>();
        schemes.AddScheme<CookieAuthenticationOptions, SessionCookie>(StaffSchemes.Session, o =>
        {
            StaffCookies.Bind(o.Cookie, "tipintake-staff", SameSiteMode.Lax, builder.Environment);
            o.ExpireTimeSpan = StaffSession.Longest;
            o.SlidingExpiration = false;
        });
        // Brings what the framework completes the options of both cookies with.
        schemes.AddCookie(IdentityConstants.TwoFactorUserIdScheme, o =>
        {
            // Between asking for a passkey and getting it.
            StaffCookies.Bind(o.Cookie, "tipintake-passkey", SameSiteMode.Strict, builder.Environment);
            o.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        });
        builder.Services.AddOptions<CookieAuthenticationOptions>(StaffSchemes.Session).Configure<SessionStore>((o, store) => o.SessionStore = store);
    }
}
