using System.Buffers;
using System.Text;
using TipIntake.Catalogue;

namespace TipIntake.Pages;

/// <summary>
/// The bytes of one page, cut where the form's key goes. A page with a form is fresh for everybody and stored nowhere; any other has
/// an entity tag.
/// </summary>
internal sealed class KeptPage
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(FreshKey.Mark);

    private readonly byte[][] parts;
    private readonly string? etag;
    private readonly string language;
    private readonly string? vary;
    private readonly int length;

    private KeptPage(byte[][] parts, string? etag, string language, string? vary)
    {
        this.parts = parts;
        this.etag = etag;
        this.language = language;
        this.vary = vary;
        length = parts.Sum(part => part.Length);
    }

    /// <param name="vary">The header that chose the language, where it was not the address.</param>
    public static KeptPage From(ReadOnlySpan<byte> page, string language, string? vary)
    {
        var cut = Cut(page);
        return new KeptPage(cut, cut.Length == 1 ? RenderedJson.TagOf(page) : null, language, vary);
    }

    public Task Answer(HttpContext context)
    {
        var response = context.Response;
        response.Headers.ContentLanguage = language;
        if (vary is not null)
        {
            response.Headers.Vary = vary;
        }

        return etag is null ? AnswerWithKeys(context) : AnswerTagged(context, etag);
    }

    private Task AnswerTagged(HttpContext context, string tag)
    {
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = CachedAnswer.AMoment;
        if (CachedAnswer.Knows(context.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        Describe(response, length);
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.BodyWriter.WriteAsync(parts[0], context.RequestAborted).AsTask();
    }

    // Privacy: no cache, on the way or on the device, keeps a page on which somebody has begun to write.
    private Task AnswerWithKeys(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        var key = FreshKey.Make();
        Describe(response, length + (key.Length * (parts.Length - 1)));
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        var body = response.BodyWriter;
        body.Write(parts[0]);
        for (var part = 1; part < parts.Length; part++)
        {
            Encoding.ASCII.GetBytes(key, body);
            body.Write(parts[part]);
        }

        return body.FlushAsync(context.RequestAborted).AsTask();
    }

    private static void Describe(HttpResponse response, int length)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = length;
    }

    private static byte[][] Cut(ReadOnlySpan<byte> page)
    {
        var cut = new List<byte[]>();
        for (var at = page.IndexOf(Mark); at >= 0; at = page.IndexOf(Mark))
        {
            cut.Add(page[..at].ToArray());
            page = page[(at + Mark.Length)..];
        }

        return [.. cut, page.ToArray()];
    }
}
