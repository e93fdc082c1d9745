using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using TipIntake.Platform;

namespace TipIntake.Pages;

/// <summary>What came in with a form of ours. Read once, with a bound, and never written to a disk.</summary>
internal sealed class FormFields(Dictionary<string, string> fields)
{
    /// <summary>Enough for any text that a person types, so that one that is too long comes back to be shortened.</summary>
    public const int LongestBody = 512 * 1024;

    /// <summary>What is read of somebody who sends far too much: enough for every text that we would take.</summary>
    public const int LongestBodyOfARefused = 64 * 1024;

    private const int MostFields = 32;

    /// <summary>The value as it was typed; null where the form has no such field or nothing in it.</summary>
    public string? this[string name] => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static async Task<Outcome<FormFields>> Read(HttpContext context, int longestBody = LongestBody)
    {
        if (context.Features.Get<FormFields>() is { } read)
        {
            return read;
        }

        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return Refusals.ContentTypeUnsupported;
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            return Refusals.ContentEncodingUnsupported;
        }

        return await Parse(context, longestBody);
    }

    private static async Task<Outcome<FormFields>> Parse(HttpContext context, int longestBody)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = longestBody;
        }

        try
        {
            // Privacy: a buffer of its own, not a shared one that would go on holding somebody's tip.
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            if (UrlEncodedForm.Parse(body.GetBuffer().AsSpan(0, (int)body.Length), MostFields) is not { } values)
            {
                return Refusals.RequestMalformed;
            }

            var fields = new FormFields(values);
            context.Features.Set(fields);
            return fields;
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refusals.BodyTooLarge;
        }
    }
}
