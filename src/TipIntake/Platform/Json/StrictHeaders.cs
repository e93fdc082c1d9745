using Microsoft.Net.Http.Headers;

namespace TipIntake.Platform;

/// <summary>What the headers alone can refuse: another media type, compression, a body that says it is too large.</summary>
internal static class StrictHeaders
{
    private const string Json = "application/json";

    public static Refusal? Check(HttpContext context, int mostBytes)
    {
        var request = context.Request;
        if (!IsJson(request.Headers.ContentType))
        {
            context.Response.Headers.Accept = Json;
            return Refusals.ContentTypeUnsupported;
        }

        foreach (var coding in request.Headers.ContentEncoding)
        {
            // A few bytes of gzip can become gigabytes, so nothing is ever unpacked.
            if (!string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.Headers.AcceptEncoding = "identity";
                return Refusals.ContentEncodingUnsupported;
            }
        }

        return request.ContentLength > mostBytes ? Refusals.BodyTooLarge : null;
    }

    private static bool IsJson(Microsoft.Extensions.Primitives.StringValues header)
    {
        if (header.Count != 1)
        {
            return false;
        }

        if (string.Equals(header[0], Json, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!MediaTypeHeaderValue.TryParse(header[0], out var type)
            || !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var parameter in type.Parameters)
        {
            var utf8 = parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                && HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
            if (!utf8)
            {
                return false;
            }
        }

        return true;
    }
}
