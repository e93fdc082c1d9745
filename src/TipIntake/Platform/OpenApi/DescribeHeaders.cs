using Microsoft.OpenApi;

namespace TipIntake.Platform;

/// <summary>The headers of each answer, where they are really sent. Those on every answer that keep browsers safe are left out.</summary>
internal static class DescribeHeaders
{
    public static void Add(OpenApiOperation operation, IList<object> metadata, bool isLimited)
    {
        var cacheable = metadata.OfType<CacheableMetadata>().LastOrDefault();

        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is OpenApiResponse response)
            {
                var isGood = status[0] is '2' or '3';
                AddCaching(response, isGood ? cacheable : null);
                AddLanguage(response, isRefusal: !isGood, isInLanguages: isGood && cacheable is { IsInLanguages: true });
                AddRateLimits(response, isLimited);
            }
        }
    }

    public static void AddRetryAfter(OpenApiResponse response) =>
        Add(response, "Retry-After", "Seconds to wait. Send the same request again then, with the same Idempotency-Key.", JsonSchemaType.Integer);

    private static void AddCaching(OpenApiResponse response, CacheableMetadata? cacheable)
    {
        Add(response, "Cache-Control", cacheable is null ? "`no-store`" : $"`{cacheable.CacheControl}`");
        if (cacheable is not null)
        {
            Add(response, "ETag", "Names these bytes; send it back as If-None-Match.");
        }
    }

    private static void AddLanguage(OpenApiResponse response, bool isRefusal, bool isInLanguages)
    {
        if (isRefusal || isInLanguages)
        {
            Add(response, "Content-Language", "The language of the texts, or several.");
        }

        if (isInLanguages)
        {
            Add(response, "Vary", "`Accept-Language`");
        }
    }

    private static void AddRateLimits(OpenApiResponse response, bool isLimited)
    {
        if (isLimited)
        {
            Add(response, "X-Rate-Limit-Limit", "The period of the limit that speaks, such as 10m. Missing where no limit applies.");
            Add(response, "X-Rate-Limit-Remaining", "Requests left in this period.", JsonSchemaType.Integer);
            Add(response, "X-Rate-Limit-Reset", "When the period ends, ISO 8601 in UTC.");
        }
    }

    private static void Add(OpenApiResponse response, string name, string description, JsonSchemaType type = JsonSchemaType.String) =>
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))
            .TryAdd(name, new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } });
}
