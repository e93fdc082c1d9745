using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TipIntake.Platform;

/// <summary>What a request may carry beside its body: forms of the address, languages, what the caller has already.</summary>
internal static class DescribeParameters
{
    private static readonly RequestHeaderMetadata AcceptLanguage =
        new("Accept-Language", "Preferred languages of texts and refusals. English stands in for what is missing.", "de-AT, de;q=0.8");

    private static readonly RequestHeaderMetadata IfNoneMatch =
        new("If-None-Match", "The ETag of an earlier answer; 304 without a body if nothing has changed.", "\"hPZ9CnvgtZeTxbZ8\"");

    public static void Add(OpenApiOperation operation, IList<object> metadata)
    {
        var parameters = operation.Parameters ??= [];

        foreach (var form in metadata.OfType<ParameterForm>())
        {
            Describe(parameters.OfType<OpenApiParameter>().Single(p => p.Name == form.Name), form);
        }

        parameters.Add(new OpenApiParameter
        {
            Name = "lang",
            In = ParameterLocation.Query,
            Description = "Preferred language of texts and refusals, before Accept-Language.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = JsonValue.Create("de"),
        });

        foreach (var header in metadata.OfType<RequestHeaderMetadata>().Append(AcceptLanguage))
        {
            parameters.Add(Header(header));
        }

        if (metadata.OfType<CacheableMetadata>().Any())
        {
            parameters.Add(Header(IfNoneMatch));
        }
    }

    private static void Describe(OpenApiParameter parameter, ParameterForm form)
    {
        var schema = new OpenApiSchema { Type = form.Number is null ? JsonSchemaType.String : JsonSchemaType.Integer, Pattern = form.Pattern };

        if (form.Number is { } number)
        {
            schema.Minimum = number.Least.ToString(CultureInfo.InvariantCulture);
            schema.Maximum = number.Most.ToString(CultureInfo.InvariantCulture);
            schema.Default = JsonValue.Create(number.Usual);
        }

        if (form.Words.Count > 0)
        {
            schema.Enum = [.. form.Words.Select(word => (JsonNode)word)];
        }

        parameter.Schema = schema;
        parameter.Example = form.Example is null ? null : JsonValue.Create(form.Example);
    }

    private static OpenApiParameter Header(RequestHeaderMetadata header) => new()
    {
        Name = header.Name,
        In = ParameterLocation.Header,
        Description = header.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = JsonValue.Create(header.Example),
    };
}
