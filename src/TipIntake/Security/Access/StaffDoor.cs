using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace TipIntake.Security.Access;

/// <summary>The staff door: nobody gets in whom no rule names.</summary>
internal static class StaffDoor
{
    public const string SignInPath = "/sign-in";
    public const string VerifyPath = "/sign-in/again";

    /// <summary>A node without a staff address has neither staff routes nor what they stand on.</summary>
    public static bool IsOpen(IConfiguration configuration) => SurfaceListeners.UrlOf(configuration, Surface.Staff).Length > 0;

    public static AuthenticationBuilder AddStaffDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorization(o => o.FallbackPolicy = new AuthorizationPolicyBuilder(StaffSchemes.Any).RequireAssertion(_ => false).Build());
        builder.Services.AddSingleton<IAuthorizationHandler, AccessHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        builder.Services.AddAntiforgery(o =>
        {
            StaffCookies.Bind(o.Cookie, "tipintake-form", SameSiteMode.Strict, builder.Environment);
            o.HeaderName = UnsafeRequests.Header;
            o.FormFieldName = UnsafeRequests.Field;
            o.SuppressXFrameOptionsHeader = true;
        });
        return builder.Services.AddAuthentication().AddPolicyScheme(
            StaffSchemes.Any, null, o => o.ForwardDefaultSelector = context => context.Request.Headers.Authorization.Count > 0 ? StaffSchemes.Token : StaffSchemes.Session);
    }

    /// <summary>Only behind the staff door, so that the public's requests pay nothing for it.</summary>
    public static void UseStaffDoor(this WebApplication app)
    {
        // Else the framework would put its own in front of everything, and so answer a sign-in's return at the public door too.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;

        if (IsOpen(app.Configuration))
        {
            app.UseWhen(context => Surfaces.Of(context) == Surface.Staff, door => door
                .Use(KeepNothing)
                .UseAuthentication()
                .UseAuthorization()
                .UseMiddleware<UnsafeRequests>());
        }
    }

    // Privacy: what staff read is in no cache, neither on the way nor on their device.
    private static Task KeepNothing(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
