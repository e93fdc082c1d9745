using Microsoft.Extensions.Primitives;

namespace TipIntake.Catalogue;

/// <summary>A public answer with its entity tag: 304 and no body for those who have it already.</summary>
internal sealed class CachedAnswer(ReadOnlyMemory<byte> body, string etag, string mediaType, string cacheControl) : IResult
{
    public const string AMoment = "public, max-age=30";
    public const string ForEver = "public, max-age=31536000, immutable";

    public string? Languages { get; init; }

    public static CachedAnswer Of(RenderedJson json) =>
        new(json.Bytes, json.ETag, "application/json; charset=utf-8", AMoment) { Languages = json.Languages };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = etag;
        response.Headers.CacheControl = cacheControl;
        // Public by purpose: volunteers' feed readers show these photos on their own pages.
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (Languages is not null)
        {
            response.Headers.ContentLanguage = Languages;
            response.Headers.Vary = "Accept-Language";
        }

        if (Knows(httpContext.Request.Headers.IfNoneMatch, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    /// <summary>Whether the caller's <c>If-None-Match</c> names this tag.</summary>
    public static bool Knows(StringValues tags, string etag)
    {
        foreach (var tag in tags)
        {
            if (tag is not null && (tag == "*" || tag.Contains(etag, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
