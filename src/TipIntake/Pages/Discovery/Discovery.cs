using Microsoft.AspNetCore.Http.HttpResults;

namespace TipIntake.Pages;

/// <summary>How search engines find the pages.</summary>
internal static class Discovery
{
    private const string RobotsPath = "/robots.txt";

    public static void MapDiscovery(this IEndpointRouteBuilder visitors)
    {
        visitors.MapMethods(SiteMap.Path, ["GET", "HEAD"], SiteMap.Handle).ExcludeFromDescription();
        visitors.MapMethods(RobotsPath, ["GET", "HEAD"], Robots).ExcludeFromDescription();
    }

    // What must not be listed says so itself (noindex); a list of it here would be a map for the curious.
    private static ContentHttpResult Robots(PublicAddress address) =>
        TypedResults.Text($"User-agent: *\nDisallow: /api/\n\nSitemap: {address.Value}{SiteMap.Path}\n");
}
