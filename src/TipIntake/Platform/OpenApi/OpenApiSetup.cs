using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TipIntake.Platform;

/// <summary>One OpenAPI 3.1 document per group of routes, and a page that shows it. Nothing on it comes from another site.</summary>
internal static class OpenApiSetup
{
    public static WebApplicationBuilder AddOpenApiDocument(this WebApplicationBuilder builder, string name, string title, Func<EndpointMetadataCollection, bool> includes)
    {
        builder.Services.AddOpenApi(name, o =>
        {
            o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            o.ShouldInclude = description => includes(new EndpointMetadataCollection(description.ActionDescriptor.EndpointMetadata));
            o.AddSchemaTransformer<DescribeSchema>();
            o.AddOperationTransformer<DescribeOperation>();
            o.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = title, Version = "1", License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" } };
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
        });
        return builder;
    }

    /// <summary>Schemas say what really goes over the wire: numbers as numbers, choices as their words.</summary>
    public static WebApplicationBuilder AddOpenApiForms(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        return builder;
    }

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes, string name)
    {
        routes.MapGet("/openapi/v1.json", async (HttpContext context) =>
        {
            var document = await context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(name).GetOpenApiDocumentAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.Headers.CacheControl = "public, max-age=300";
            await context.Response.WriteAsync(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.RequestAborted), context.RequestAborted);
        }).ExcludeFromDescription();
    }
}
