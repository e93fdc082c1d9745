using Microsoft.AspNetCore.Localization;

namespace TipIntake.Platform;

/// <summary>A page's address says its language (<c>/de/…</c>), so that a link means the same page to whoever gets it.</summary>
internal sealed class PathCultureProvider : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        Task.FromResult(LanguageOf(httpContext.Request.Path.Value) is { } language ? new ProviderCultureResult(language) : null);

    public static string? LanguageOf(string? path)
    {
        if (path is not ['/', var first, var second, ..] || (path.Length > 3 && path[3] != '/'))
        {
            return null;
        }

        return Array.Find(Texts.Languages, language => language[0] == first && language[1] == second);
    }
}
