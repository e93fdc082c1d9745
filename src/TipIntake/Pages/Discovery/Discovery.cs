using Microsoft.AspNetCore.Http.HttpResults;

namespace TipIntake.Pages;

/// <summary>What is asked for by a fixed name: how search engines find the pages, the icon of old browsers, whom to tell of a hole.</summary>
internal static class Discovery
{
    private const string RobotsPath = "/robots.txt";
    private const string IconPath = "/favicon.ico";
    private const string AMonth = "public, max-age=2592000";

    public static void MapDiscovery(this IEndpointRouteBuilder visitors)
    {
        visitors.MapMethods(SiteMap.Path, ["GET", "HEAD"], SiteMap.Handle).ExcludeFromDescription();
        visitors.MapMethods(RobotsPath, ["GET", "HEAD"], Robots).ExcludeFromDescription();
        visitors.MapMethods(IconPath, ["GET", "HEAD"], (Assets assets) => assets.ServeByName("icon.ico", AMonth)).ExcludeFromDescription();
        visitors.MapMethods(SecurityTxt.Path, ["GET", "HEAD"], SecurityTxt.Handle).ExcludeFromDescription();
    }

    // What must not be listed says so itself (noindex); a list of it here would be a map for the curious.
    private static ContentHttpResult Robots(PublicAddress address) =>
        TypedResults.Text($"User-agent: *\nDisallow: /api/\n\nSitemap: {address.Value}{SiteMap.Path}\n");
}
