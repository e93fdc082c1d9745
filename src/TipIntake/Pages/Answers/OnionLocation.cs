namespace TipIntake.Pages;

/// <summary>Tells Tor Browser where the same page is as an onion service, if the operator has one.</summary>
internal static class OnionLocation
{
    public static IApplicationBuilder UseOnionLocation(this IApplicationBuilder app, Operator owner) =>
        owner.OnionAddress is not { Length: > 0 } onion ? app : app.Use((context, next) =>
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                context.Response.OnStarting(() => Announce(context, onion.TrimEnd('/')));
            }

            return next(context);
        });

    private static Task Announce(HttpContext context, string onion)
    {
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) is true)
        {
            context.Response.Headers["Onion-Location"] = onion + context.Request.Path.ToUriComponent();
        }

        return Task.CompletedTask;
    }
}
