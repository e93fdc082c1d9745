using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>The first part of a page's path may be one of our languages: <c>/de/objects/…</c>.</summary>
internal sealed class LanguageConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string language && Texts.Languages.Contains(language, StringComparer.Ordinal);
}
