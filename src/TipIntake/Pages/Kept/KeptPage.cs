using System.Buffers;
using TipIntake.Catalogue;

namespace TipIntake.Pages;

/// <summary>One page as it was rendered, ready to be answered. With a form it is fresh for everybody and stored nowhere; any other has an entity tag.</summary>
internal sealed class KeptPage
{
    private readonly CutPage page;
    private readonly string language;
    private readonly string? etag;

    public KeptPage(ReadOnlySpan<byte> marked, string language)
    {
        page = new CutPage(marked);
        this.language = language;
        etag = page.Has(Insert.Key) ? null : TagOf(page);
    }

    /// <param name="campaign">The known code that the visitor came with.</param>
    public Task Answer(HttpContext context, string? campaign = null)
    {
        var response = context.Response;
        response.Headers.ContentLanguage = language;
        if (!context.Request.RouteValues.ContainsKey("language"))
        {
            // The same page, but here it was not the address that chose the language.
            response.Headers.Vary = "Accept-Language";
        }

        return Tag(campaign) is { } tag ? AnswerTagged(context, tag, new PageInserts("", campaign)) : AnswerFresh(context, new PageInserts(FreshKey.Make(), campaign));
    }

    // With a code in it, it is another page to caches.
    private string? Tag(string? campaign) => etag is null || campaign is null || !page.TakesCampaign ? etag : $"{etag[..^1]}-{campaign}\"";

    private Task AnswerTagged(HttpContext context, string tag, in PageInserts inserts)
    {
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = CachedAnswer.AMoment;
        if (CachedAnswer.Knows(context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Write(context, inserts);
    }

    // Privacy: no cache, on the way or on the device, keeps a page on which somebody has begun to write.
    private Task AnswerFresh(HttpContext context, in PageInserts inserts)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Write(context, inserts);
    }

    private Task Write(HttpContext context, in PageInserts inserts)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length(inserts);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        page.Write(response.BodyWriter, inserts);
        return response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }

    private static string TagOf(CutPage page)
    {
        var plain = new ArrayBufferWriter<byte>();
        page.Write(plain, new PageInserts("", campaign: null));
        return RenderedJson.TagOf(plain.WrittenSpan);
    }
}
