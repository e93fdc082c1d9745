using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace TipIntake.Platform;

/// <summary>Completes what the framework finds out by itself: refusals with their codes, waiting times, headers and examples.</summary>
internal sealed class DescribeOperation(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    private static readonly RefusalsMetadata OfEveryRoute = new([Refusals.Unexpected, Refusals.AnswerTimeout]);

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        context.Document?.AddComponent("Problem", problem);

        var refusals = metadata.OfType<RefusalsMetadata>().Append(OfEveryRoute).SelectMany(m => m.Refusals).DistinctBy(r => r.Code, StringComparer.Ordinal).ToArray();
        foreach (var sameStatus in refusals.GroupBy(r => r.Status))
        {
            (operation.Responses ??= [])[sameStatus.Key.ToString(CultureInfo.InvariantCulture)] = Response([.. sameStatus], context.Document);
        }

        DescribeParameters.Add(operation, metadata);
        DescribeHeaders.Add(operation, metadata, isLimited: refusals.Contains(Refusals.TooManyRequests));
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
            DescribeHeaders.AddRetryAfter(response);
        }

        return response;
    }

    private static OpenApiExample Example(Refusal refusal)
    {
        var words = Texts.Problem(refusal.Code, Texts.DefaultLanguage);
        var problem = new Problem($"urn:tipintake:problem:{refusal.Code}", words, refusal.Status, refusal.Code, refusal.Errors, refusal.FieldCodes);
        return new OpenApiExample { Summary = words, Value = JsonSerializer.SerializeToNode(problem, ProblemJson.Readable.Problem) };
    }

    private void AddExamples(OpenApiOperation operation, ExampleMetadata? example)
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

    private JsonNode? ToNode(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), json.Value.SerializerOptions);
}
