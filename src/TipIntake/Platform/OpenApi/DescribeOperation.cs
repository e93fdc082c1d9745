using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TipIntake.Platform;

/// <summary>Completes what the framework finds out by itself: refusals with their codes, waiting times, headers and examples.</summary>
internal sealed class DescribeOperation : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        context.Document?.AddComponent("Problem", problem);

        foreach (var refusals in metadata.OfType<RefusalsMetadata>().SelectMany(m => m.Refusals).DistinctBy(r => r.Code, StringComparer.Ordinal).GroupBy(r => r.Status))
        {
            (operation.Responses ??= [])[refusals.Key.ToString(CultureInfo.InvariantCulture)] = Response([.. refusals], context.Document);
        }

        foreach (var header in metadata.OfType<RequestHeaderMetadata>())
        {
            (operation.Parameters ??= []).Add(Header(header));
        }

        foreach (var response in operation.Responses?.Values.OfType<OpenApiResponse>() ?? [])
        {
            AddRateLimitHeaders(response);
        }

        AddExamples(operation, metadata.OfType<ExampleMetadata>().LastOrDefault());
    }

    private static OpenApiResponse Response(Refusal[] refusals, OpenApiDocument? document)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join(" · ", refusals.Select(r => $"`{r.Code}`: {Texts.Problem(r.Code, Texts.DefaultLanguage)}")),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [RefusalResult.MediaType] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference("Problem", document),
                    Examples = refusals.ToDictionary(r => r.Code, IOpenApiExample (r) => Example(r), StringComparer.Ordinal),
                },
            },
        };

        if (Array.Exists(refusals, r => r.RetryAfter is not null))
        {
            (response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))["Retry-After"] =
                Header("Seconds to wait. Send the same request again then, with the same Idempotency-Key.", JsonSchemaType.Integer);
        }

        return response;
    }

    private static OpenApiExample Example(Refusal refusal)
    {
        var words = Texts.Problem(refusal.Code, Texts.DefaultLanguage);
        var problem = new Problem($"urn:tipintake:problem:{refusal.Code}", words, refusal.Status, refusal.Code, refusal.Errors, refusal.FieldCodes);
        return new OpenApiExample { Summary = words, Value = JsonSerializer.SerializeToNode(problem, ProblemJson.Readable.Problem) };
    }

    private static OpenApiParameter Header(RequestHeaderMetadata header) => new()
    {
        Name = header.Name,
        In = ParameterLocation.Header,
        Description = header.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(header.Example),
    };

    private static void AddRateLimitHeaders(OpenApiResponse response)
    {
        var headers = response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        headers.TryAdd("X-Rate-Limit-Limit", Header("The period of the limit that speaks, such as 10m.", JsonSchemaType.String));
        headers.TryAdd("X-Rate-Limit-Remaining", Header("Requests left in this period.", JsonSchemaType.Integer));
        headers.TryAdd("X-Rate-Limit-Reset", Header("When the period ends, ISO 8601 in UTC.", JsonSchemaType.String));
    }

    private static OpenApiHeader Header(string description, JsonSchemaType type) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };

    private static void AddExamples(OpenApiOperation operation, ExampleMetadata? example)
    {
        if (example?.Request is { } request && operation.RequestBody?.Content is { } sent)
        {
            sent.Values.First().Example = ToNode(request);
        }

        if (example?.Response is { } response && operation.Responses?.FirstOrDefault(r => r.Key[0] == '2').Value?.Content is { Count: > 0 } answered)
        {
            answered.Values.First().Example = ToNode(response);
        }
    }

    private static JsonNode? ToNode(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), JsonSerializerOptions.Web);
}
