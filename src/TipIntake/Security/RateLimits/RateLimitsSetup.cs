using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TipIntake.Platform;
using TipIntake.Security.Keys;

namespace TipIntake.Security.RateLimits;

internal static class RateLimitsSetup
{
    public static WebApplicationBuilder AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<NetworkKey>(s => s.GetRequiredService<KeyRing>().Current.NetworkKey);
        builder.Services.AddSingleton(s => RateLimitSettingsReader.Read(s.GetRequiredService<IConfiguration>()));
        builder.Services.AddSingleton<Admissions>().AddSingleton<AdmissionLimiter>().AddSingleton<AdmissionMeter>();
        builder.Services.AddSingleton<RateLimitHeaders>().AddSingleton<TooManyRequests>();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<AdmissionLimiter, TooManyRequests>((options, limiter, answer) =>
        {
            options.GlobalLimiter = limiter;
            options.OnRejected = (rejected, _) => new ValueTask(answer.Write(rejected.HttpContext));
        });
        return builder;
    }

    /// <summary>After routing, before anything reads a body. Settings that make no sense stop the start here.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        app.Services.GetRequiredService<RateLimitSettings>();
        app.UseTrustedProxies(app.Configuration);
        app.Use((context, next) => context.Request.Path.Value?.Length > EndpointPattern.LongestPath
            ? Refusals.PathTooLong.ToProblem().ExecuteAsync(context)
            : next(context));
        app.UseRateLimiter();
    }

    /// <summary>Tips sent here are deferred before they are refused.</summary>
    public static TBuilder TakesTips<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(TakesTipsMetadata.Instance);
}

internal sealed class TakesTipsMetadata
{
    public static readonly TakesTipsMetadata Instance = new();

    private TakesTipsMetadata()
    {
    }
}
