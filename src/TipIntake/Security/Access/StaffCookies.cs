namespace TipIntake.Security.Access;

/// <summary>What all cookies of the staff door have in common. The public door sets none.</summary>
internal static class StaffCookies
{
    /// <summary>Bound to this host and to TLS by its name; only in Development, where there is no TLS, without the binding.</summary>
    public static void Bind(CookieBuilder cookie, string name, SameSiteMode sameSite, IHostEnvironment environment)
    {
        cookie.Name = environment.IsDevelopment() ? name : $"__Host-{name}";
        cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.SameSite = sameSite;
        cookie.Path = "/";
    }
}
