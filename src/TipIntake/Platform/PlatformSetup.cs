using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace TipIntake.Platform;

internal static class PlatformSetup
{
    public static WebApplicationBuilder AddPlatform(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<RequestLocalizationOptions>(o =>
        {
            // Only the words follow the caller; numbers and dates that programs read keep one form.
            o.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo(Texts.DefaultLanguage));
            o.SupportedCultures = [CultureInfo.InvariantCulture];
            o.SupportedUICultures = [.. Texts.Languages.Select(CultureInfo.GetCultureInfo)];
            o.RequestCultureProviders =
            [
                new PathCultureProvider(),
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        return builder;
    }

    /// <summary>First in the pipeline: the language of the request, then an answer for everything that fails behind it.</summary>
    public static IApplicationBuilder UsePlatform(this IApplicationBuilder app) => app.UseRequestLocalization().UseProblems();
}
