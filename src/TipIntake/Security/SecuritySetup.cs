using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TipIntake.Security.Keys;
using TipIntake.Security.ProofOfWork;
using TipIntake.Security.RateLimits;

namespace TipIntake.Security;

internal static class SecuritySetup
{
    /// <summary>In-flight requests get this long at a stop; then the inbox is emptied.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(25);

    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder)
    {
        builder.AddKeys();
        builder.WebHost.ConfigureKestrel(SurfaceListeners.Configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, SurfaceMatcherPolicy>());
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = LongestStop);
        builder.Services.AddRequestTimeouts(o => o.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(30) });
        builder.AddSurfaceDocuments();
        builder.AddCrossOrigin();
        builder.AddRateLimits();
        builder.AddProofOfWork();
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    public static void UseSecurity(this WebApplication app)
    {
        app.UseResponseHeaders();
        app.UseRouting();
        app.UseCors();
        app.UseRateLimits();
        app.UseRequestTimeouts();
    }

    // Off unless origins are named: pages of other sites have no business here. Reading published objects is all they may do.
    private static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection("CrossOrigin:Origins").Get<string[]>() ?? [];
        builder.Services.AddCors(o => o.AddDefaultPolicy(policy => policy.WithOrigins(origins).WithMethods("GET", "HEAD")));
    }
}
