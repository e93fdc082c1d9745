using TipIntake.Pages.Public.Objects;
using TipIntake.Platform;
using TipIntake.Tips;

namespace TipIntake.Pages;

/// <summary>Answers with a kept page before any of Razor runs; renders and keeps it the first time.</summary>
internal static class ServeKeptPages
{
    public static IApplicationBuilder UseKeptPages(this IApplicationBuilder app)
    {
        var pages = app.ApplicationServices.GetRequiredService<KeptPages>();
        var campaigns = app.ApplicationServices.GetRequiredService<KnownCampaigns>();
        return app.Use((context, next) =>
        {
            if (context.GetEndpoint() is not { } endpoint
                || endpoint.Metadata.GetMetadata<KeptPageAttribute>() is not { } kind
                || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
            {
                return next(context);
            }

            if (kind.MayBeFramed)
            {
                FramedPage.Allow(context.Response.Headers);
            }

            if (kind.HasTipForm)
            {
                WorkingPage.Allow(context.Response.Headers);
                OwnForms.SayWhere(context.Response.Headers);
            }

            var key = KeyOf(context, endpoint, kind);
            var campaign = context.Request.QueryString.HasValue ? campaigns.InForce(context.Request.Query["c"]) : null;
            var shelf = pages.Current;
            return shelf?.Find(key) is { } kept ? kept.Answer(context, campaign) : Render(context, next, shelf, key, campaign);
        });
    }

    private static PageKey KeyOf(HttpContext context, Endpoint endpoint, KeptPageAttribute kind)
    {
        var values = context.Request.RouteValues;
        return new PageKey(
            endpoint,
            Texts.Language,
            values.TryGetValue("reference", out var reference) ? reference as string : null,
            kind.HasFilters ? GalleryFilters.From(context.Request) : GalleryFilters.None);
    }

    private static async Task Render(HttpContext context, RequestDelegate next, KeptPages.Shelf? shelf, PageKey key, string? campaign)
    {
        var response = context.Response;
        var body = response.Body;
        using var copy = new MemoryStream();
        response.Body = copy;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }

        if (response.StatusCode != StatusCodes.Status200OK)
        {
            copy.Position = 0;
            await copy.CopyToAsync(body, context.RequestAborted);
            return;
        }

        var page = new KeptPage(copy.GetBuffer().AsSpan(0, (int)copy.Length), key.Language);
        shelf?.Keep(key, page);
        await page.Answer(context, campaign);
    }
}
