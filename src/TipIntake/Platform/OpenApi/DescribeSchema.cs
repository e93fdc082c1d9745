using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TipIntake.Platform;

/// <summary>Says of members what their types do not: the words of a closed set, and which are left out instead of being null.</summary>
internal sealed class DescribeSchema(IEnumerable<ClosedSet> closedSets) : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }

        foreach (var member in context.JsonTypeInfo.Properties)
        {
            if (schema.Properties is { } properties && properties.TryGetValue(member.Name, out var found) && found is OpenApiSchema described)
            {
                Describe(described, member, schema);
            }
        }

        return Task.CompletedTask;
    }

    private void Describe(OpenApiSchema described, JsonPropertyInfo member, OpenApiSchema owner)
    {
        var isLeftOut = IsLeftOutWhenNull(member);
        if (isLeftOut)
        {
            owner.Required?.Remove(member.Name);
        }

        // Nobody should send null: a member that is not wanted is left out, and one that is required has a value.
        if (isLeftOut || member.DeclaringType.Name.EndsWith("Request", StringComparison.Ordinal))
        {
            described.Type &= ~JsonSchemaType.Null;
        }

        if (closedSets.FirstOrDefault(set => set.Owner == member.DeclaringType && string.Equals(set.Member, member.Name, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            described.Enum = [.. known.Words.Select(word => (JsonNode)word)];
        }
    }

    private static bool IsLeftOutWhenNull(JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];
}
