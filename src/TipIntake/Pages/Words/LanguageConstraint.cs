namespace TipIntake.Pages;

/// <summary>The first part of a page's path may be one of the languages on offer: <c>/de/objects/…</c>.</summary>
internal sealed class LanguageConstraint(Operator branding) : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string language && branding.Languages.Contains(language, StringComparer.Ordinal);
}
