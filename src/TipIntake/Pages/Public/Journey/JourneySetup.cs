using Microsoft.AspNetCore.Http.HttpResults;
using TipIntake.Security.RateLimits;

namespace TipIntake.Pages.Public;

/// <summary>The sender's way: tell, keep the receipt, come back, take it back; and the way out.</summary>
internal static class JourneySetup
{
    public static void MapJourney(this IEndpointRouteBuilder visitors)
    {
        var pages = visitors.MapGroup("/{language:language}");

        // Privacy: the object's own address, so that the browser's history does not tell who only looked from who told something.
        pages.MapPost("objects/{reference}", TellPage.Send).TakesForm(TellPage.ShowAgain).TakesTips();

        pages.MapMethods("receipt", ["GET", "HEAD"], ReceiptPage.Show).ExcludeFromDescription();
        pages.MapPost("receipt", ReceiptPage.Send).TakesForm(ReceiptPage.ShowAgain);

        pages.MapGet("leave", LeavePage.Show).ExcludeFromDescription();

        // What can be said on the telephone.
        foreach (var path in new[] { "/receipt", "/help", "/leave" })
        {
            visitors.MapMethods(path, ["GET", "HEAD"], (HttpContext context, PageWords words) => ToOwnLanguage(context, words.Link(path))).ExcludeFromDescription();
        }
    }

    private static RedirectHttpResult ToOwnLanguage(HttpContext context, string address)
    {
        context.Response.Headers.Vary = "Accept-Language";
        // Privacy: no cache, on the way or on the device, keeps that somebody looked for help or came back with a code.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(address);
    }
}
