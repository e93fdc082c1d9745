using System.Text;
using TipIntake.Catalogue;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.Pages;

/// <summary>An object's address without a language, as feeds, posters and QR codes carry it.</summary>
internal static class ObjectLinks
{
    public const string Route = "/objects/{reference}";
    /// <summary>What people type who have nothing but the reference of a poster.</summary>
    public static readonly string ShortRoute = $"/{{reference:regex(^{ObjectReference.Form.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}$)}}";

    public const string CodeRoute = "/objects/{reference}/code.svg";

    public static string PathOf(string reference) => $"/objects/{reference}";

    public static string CodeOf(string reference) => $"/objects/{reference}/code.svg";

    public static void MapObjectLinks(this IEndpointRouteBuilder visitors)
    {
        visitors.MapMethods(Route, ["GET", "HEAD"], Follow).ExcludeFromDescription();
        visitors.MapMethods(ShortRoute, ["GET", "HEAD"], Follow).ExcludeFromDescription();
        visitors.MapMethods(CodeRoute, ["GET", "HEAD"], ShowCode).ExcludeFromDescription();
    }

    private static IResult Follow(HttpContext context, string reference, PublishedCatalogue catalogue, KnownCampaigns campaigns, PageWords words)
    {
        reference = ObjectReference.Read(reference) ?? reference;
        if (NotShown(reference, catalogue) is { } refusal)
        {
            return refusal.ToProblem();
        }

        context.Response.Headers.Vary = "Accept-Language";
        var query = campaigns.InForce(context.Request.Query["c"]) is { } code ? CampaignMarks.QueryOf(code) : "";
        return TypedResults.Redirect(words.Link(PathOf(reference)) + query);
    }

    private static IResult ShowCode(string reference, PublishedCatalogue catalogue, PublicAddress address)
    {
        if (NotShown(reference, catalogue) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var svg = Encoding.UTF8.GetBytes(QrCode.Svg(address.Value + PathOf(reference)));
        return new CachedAnswer(svg, RenderedJson.TagOf(svg), "image/svg+xml", CachedAnswer.AMoment);
    }

    private static Refusal? NotShown(string reference, PublishedCatalogue catalogue) => catalogue.Current switch
    {
        null => Refusals.StorageUnavailable,
        var snapshot => snapshot.Find(reference) is null ? Refusals.ObjectUnknown : null,
    };
}
