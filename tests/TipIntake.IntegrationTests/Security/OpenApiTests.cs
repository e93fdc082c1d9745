using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security;

namespace TipIntake.IntegrationTests.Security;

public sealed class OpenApiTests(TipIntakeApp app)
{
    [Fact]
    public async Task The_document_is_version_3_1_and_names_every_public_route()
    {
        var document = await Document();
        var described = document["paths"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);

        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal(PublicRoutes().Order(StringComparer.Ordinal), described);
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_says_how_it_can_fail()
    {
        foreach (var (path, method, operation) in Operations(await Document()))
        {
            var responses = operation["responses"]!.AsObject();

            Assert.True(operation["summary"] is not null, $"{method} {path} has no summary");
            Assert.True(responses.Any(r => r.Key[0] is '4' or '5'), $"{method} {path} cannot fail");
            Assert.All(responses.Where(r => r.Key[0] is '4' or '5'), r => Assert.NotNull(r.Value!["content"]!["application/problem+json"]!["examples"]));
            Assert.All(responses.Where(r => r.Key is "429" or "503"), r => Assert.NotNull(r.Value!["headers"]!["Retry-After"]));
        }
    }

    [Fact]
    public async Task Every_body_has_a_schema_and_an_example()
    {
        var bodies = Operations(await Document()).Where(o => o.Method == "post").ToArray();

        Assert.NotEmpty(bodies);
        Assert.All(bodies, o =>
        {
            var content = o.Operation["requestBody"]!["content"]!["application/json"]!;
            Assert.NotNull(content["schema"]);
            Assert.NotNull(content["example"]);
        });
    }

    [Fact]
    public async Task The_example_of_a_tip_is_accepted()
    {
        var example = Operations(await Document()).Single(o => o.Path.EndsWith("/tips", StringComparison.Ordinal)).Operation["requestBody"]!["content"]!["application/json"]!["example"]!;

        var answer = await app.Visitor.PostText($"/api/v1/objects/{await app.HasOpenObject()}/tips", example.ToJsonString());

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        var page = await app.Visitor.GetStringAsync(new Uri("/reference/", UriKind.Relative));

        Assert.Contains("scalar", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key, operation.Value!)));

    private IEnumerable<string> PublicRoutes() =>
        app.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<SurfaceMetadata>()?.Surface == Surface.Public && e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true })
            .Where(e => !e.RoutePattern.RawText!.StartsWith("/reference", StringComparison.Ordinal))
            .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(Segment)))
            .Distinct(StringComparer.Ordinal);

    private static string Segment(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPathSegment segment) =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            _ => "",
        }));

    private async Task<JsonNode> Document() => JsonNode.Parse(await app.Visitor.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
}
