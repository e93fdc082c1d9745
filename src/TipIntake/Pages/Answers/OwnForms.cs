using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>Shows a form again with everything that was typed, and says what happened. False where nothing can be shown.</summary>
internal delegate Task<bool> ShowFormAgain(HttpContext context, Refusal refusal);

/// <summary>Forms are taken from our own pages only. There is no cookie and no sign-in that another site could use; it could only send in a visitor's name.</summary>
internal static class OwnForms
{
    /// <summary>An endpoint that a form of ours is sent to.</summary>
    public static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder endpoint, ShowFormAgain again) =>
        endpoint.AddEndpointFilter(OnlyFromOurPages).WithMetadata(again).ExcludeFromDescription();

    /// <summary>For a page with a form: its browser tells us, and nobody else, where the form stood. Otherwise it would say "null".</summary>
    public static void SayWhere(IHeaderDictionary headers) => headers["Referrer-Policy"] = "same-origin";

    public static bool IsFromOurPages(HttpRequest request, PublicAddress ours) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        // An older browser, or no TLS. "null" is what a frame without rights sends, on any site; our forms say where they stood.
        "" => request.Headers.Origin.ToString() is var origin && (origin is "" || IsHere(origin, request.Host) || IsPublic(origin, ours.Configured)),
        "same-origin" or "none" => true,
        _ => false,
    };

    private static bool IsHere(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address) && string.Equals(address.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    // A proxy in front may put another name into Host; the visitor's browser knows the public one alone.
    private static bool IsPublic(string origin, Uri? ours) =>
        ours is not null && Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && string.Equals(address.GetLeftPart(UriPartial.Authority), ours.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    private static ValueTask<object?> OnlyFromOurPages(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        IsFromOurPages(call.HttpContext.Request, call.HttpContext.RequestServices.GetRequiredService<PublicAddress>()) ? next(call) : ValueTask.FromResult<object?>(Refusals.RequestCrossSite.ToProblem());
}
