using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace TipIntake.Platform;

/// <summary>Writes a refusal in the language of the request: as a page for people, as problem details for programs.</summary>
internal sealed class RefusalResult(Refusal refusal) : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    public const string MediaType = "application/problem+json";

    // Codes times languages: a few hundred small bodies, so that refusing a flood costs no serialisation.
    private static readonly ConcurrentDictionary<(string Code, string Language), byte[]> Bodies = new();

    public Refusal Refusal { get; } = refusal;

    public int? StatusCode => Refusal.Status;

    public string? ContentType => MediaType;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        WriteHead(httpContext.Response);
        if (await RefusalPage.Write(httpContext, Refusal))
        {
            return;
        }

        var body = Body(Refusal, Texts.Language);
        httpContext.Response.ContentType = MediaType;
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private void WriteHead(HttpResponse response)
    {
        response.StatusCode = Refusal.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = Texts.Language;
        if (Refusal.Status == StatusCodes.Status413PayloadTooLarge)
        {
            // What was not read stands in the way of the next request, so the server ends the connection; the caller must not use it again.
            response.Headers.Connection = "close";
        }

        if (Refusal.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Spread(wait).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Whole seconds, up to a fifth later than asked, so that those who were sent away do not all return at once.</summary>
    internal static int Spread(TimeSpan wait)
    {
        var seconds = (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 86_400);
        return seconds + RandomNumberGenerator.GetInt32(seconds / 5 + 1);
    }

    private static byte[] Body(Refusal refusal, string language) => refusal.Errors is null
        ? Bodies.GetOrAdd((refusal.Code, language), static (key, r) => Write(r, key.Language), refusal)
        : Write(refusal, language);

    private static byte[] Write(Refusal refusal, string language) => JsonSerializer.SerializeToUtf8Bytes(
        new Problem(
            $"urn:tipintake:problem:{refusal.Code}",
            Texts.Problem(refusal.Code, language),
            refusal.Status,
            refusal.Code,
            refusal.Errors,
            refusal.FieldCodes),
        ProblemJson.Readable.Problem);
}
