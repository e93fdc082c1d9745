using System.Text.Json;
using System.Text.Json.Nodes;

namespace TipIntake.IntegrationTests.Security;

/// <summary>The OpenAPI document as a caller reads it, and whether an answer keeps to it.</summary>
internal sealed class DescribedApi(JsonNode document)
{
    /// <summary>On every answer, whatever the route: what HTTP needs, and what keeps browsers safe.</summary>
    private static readonly string[] OnEveryAnswer =
    [
        "Date", "Connection", "Content-Length", "Content-Type", "Transfer-Encoding", "Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Opener-Policy",
        "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy", "X-Frame-Options",
    ];

    /// <summary>Documented, but sent only to those who have to wait or whom a limit counts.</summary>
    private static readonly string[] NotOnEvery = ["Retry-After", "X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"];

    public static async Task<DescribedApi> Of(HttpClient visitor) =>
        new(JsonNode.Parse(await visitor.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!);

    public JsonNode Document => document;

    public IEnumerable<(string Path, string Method, JsonNode Operation)> Operations =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key, operation.Value!)));

    public JsonNode Named(string operationId) => Operations.Single(o => (string?)o.Operation["operationId"] == operationId).Operation;

    /// <summary>What the answer has and the document has not, or the other way round.</summary>
    public async Task<string[]> Differences(string operationId, HttpResponseMessage answer)
    {
        var name = $"{operationId} {(int)answer.StatusCode}";
        if (Named(operationId)["responses"]![$"{(int)answer.StatusCode}"] is not { } described)
        {
            return [$"{name}: the status is not described"];
        }

        var headers = described["headers"]?.AsObject().Select(h => h.Key).ToArray() ?? [];
        var sent = answer.Headers.Concat(answer.Content.Headers).Select(h => h.Key).Except(OnEveryAnswer, StringComparer.OrdinalIgnoreCase).ToArray();

        return
        [
            .. sent.Except(headers, StringComparer.OrdinalIgnoreCase).Select(header => $"{name}: sends {header}, which is not described"),
            .. headers.Except(sent, StringComparer.OrdinalIgnoreCase).Except(NotOnEvery, StringComparer.Ordinal).Select(header => $"{name}: does not send {header}"),
            .. (await BodyFaults(described, answer)).Select(fault => $"{name}: {fault}"),
        ];
    }

    /// <summary>How a value differs from its schema: types, members that are missing or unknown, words out of their set.</summary>
    public IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string at)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return Faults(value, document["components"]!["schemas"]![reference.Split('/')[^1]]!, at);
        }

        string[] types = schema["type"] switch { null => [], JsonArray several => [.. several.Select(t => (string)t!)], var one => [(string)one!] };
        if (!types.Contains(TypeOf(value), StringComparer.Ordinal))
        {
            return [$"{at} is {TypeOf(value)}, not {string.Join(" or ", types)}"];
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            return [$"{at} is {value}, which is not in its set"];
        }

        return value switch
        {
            JsonArray array => array.SelectMany((element, i) => Faults(element, schema["items"]!, $"{at}[{i}]")),
            JsonObject members => MemberFaults(members, schema, at),
            _ => [],
        };
    }

    private IEnumerable<string> MemberFaults(JsonObject members, JsonNode schema, string at)
    {
        var required = schema["required"]?.AsArray().Select(r => (string)r!) ?? [];

        return required.Where(name => !members.ContainsKey(name)).Select(name => $"{at}.{name} is missing")
            .Concat(members.SelectMany(member => (schema["properties"]?[member.Key] ?? schema["additionalProperties"]) is { } known
                ? Faults(member.Value, known, $"{at}.{member.Key}")
                : [$"{at}.{member.Key} is not described"]));
    }

    private async Task<IEnumerable<string>> BodyFaults(JsonNode described, HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not { } mediaType)
        {
            return described["content"] is null ? [] : ["has no body"];
        }

        if (described["content"]?[mediaType] is not { } content)
        {
            return [$"is {mediaType}, which is not described"];
        }

        return mediaType.EndsWith("json", StringComparison.Ordinal)
            ? Faults(JsonNode.Parse(await answer.Content.ReadAsStringAsync()), content["schema"]!, "body")
            : [];
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        _ => "boolean",
    };
}
