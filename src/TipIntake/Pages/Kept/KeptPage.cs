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
    private readonly CampaignPlace[] places;
    private readonly int length;

    private KeptPage(byte[][] parts, CampaignPlace[] places, string? etag, string language)
    {
        this.parts = parts;
        this.places = places;
        this.etag = etag;
        this.language = language;
        length = parts.Sum(part => part.Length);
    }

    public static KeptPage From(ReadOnlySpan<byte> page, string language)
    {
        var (plain, places) = CampaignMarks.Take(page);
        return From(plain, places, language);
    }

    /// <param name="campaign">The known code that the visitor came with.</param>
    public Task Answer(HttpContext context, string? campaign = null) =>
        campaign is null || places.Length == 0 ? Answer(context) : With(campaign).Answer(context);

    private static KeptPage From(byte[] plain, CampaignPlace[] places, string language)
    {
        var cut = Cut(plain);
        return new KeptPage(cut, places, cut.Length == 1 ? RenderedJson.TagOf(plain) : null, language);
    }

    // Made for the moment: only who follows a call's link needs it, and keeping one for each code would crowd out the others.
    private KeptPage With(string campaign)
    {
        var whole = parts[0];
        foreach (var part in parts.AsSpan(1))
        {
            whole = [.. whole, .. Mark, .. part];
        }

        return From(CampaignMarks.Put(whole, places, campaign), [], language);
    }

    private Task Answer(HttpContext context)
    {
        var response = context.Response;
        response.Headers.ContentLanguage = language;
        if (!context.Request.RouteValues.ContainsKey("language"))
        {
            // The same page, but here it was not the address that chose the language.
            response.Headers.Vary = "Accept-Language";
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
