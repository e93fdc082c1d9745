using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.RazorPages;
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
            Assert.All(responses.Where(r => r.Key is "429" or "503" or "504"), r => Assert.NotNull(r.Value!["headers"]!["Retry-After"]));
        }
    }

    [Fact]
    public async Task Every_body_has_a_schema_and_an_example_that_keeps_to_it()
    {
        var api = await DescribedApi.Of(app.Visitor);
        var bodies = api.Operations.SelectMany(o => Bodies(o.Operation).Select(body => (Name: $"{o.Method} {o.Path} {body.MediaType}", body.Content))).ToArray();

        Assert.InRange(bodies.Length, 11, int.MaxValue);
        Assert.All(bodies, body =>
        {
            Assert.NotNull(body.Content["schema"]);
            Assert.True(body.Content["example"] is not null, $"{body.Name} has no example");
            Assert.Empty(api.Faults(body.Content["example"], body.Content["schema"]!, body.Name));
        });
    }

    [Fact]
    public async Task Parameters_are_named_and_bounded_as_they_are_read()
    {
        var api = await DescribedApi.Of(app.Visitor);
        var filters = api.Named("ListObjects")["parameters"]!.AsArray().ToDictionary(p => (string)p!["name"]!, p => p!["schema"]!, StringComparer.Ordinal);

        Assert.Equal(["status", "category", "region", "cursor", "limit", "lang", "Accept-Language", "If-None-Match"], filters.Keys);
        Assert.Equal(["open", "paused", "closed"], Words(filters["status"]));
        Assert.Contains("wallpaper", Words(filters["category"]));
        Assert.Equal((1, 100, 24), ((int)filters["limit"]["minimum"]!, (int)filters["limit"]["maximum"]!, (int)filters["limit"]["default"]!));
        Assert.All(api.Operations, o => Assert.Contains(o.Operation["parameters"]!.AsArray(), p => (string?)p!["name"] == "lang"));
    }

    [Fact]
    public async Task A_closed_set_of_words_is_listed_and_no_request_has_members_that_are_required_and_null()
    {
        var schemas = (await Document())["components"]!["schemas"]!.AsObject();
        var requests = schemas.Where(s => s.Key.EndsWith("Request", StringComparison.Ordinal)).ToArray();

        Assert.Equal(["owns-it", "sold-or-made-it", "lived-or-worked-there", "seen-in-person", "found-online", "guess"], Words(schemas["SubmitTipRequest"]!["properties"]!["basis"]!));
        Assert.Contains("wallpaper", Words(schemas["ObjectView"]!["properties"]!["category"]!));
        Assert.Equal(4, requests.Length);
        Assert.All(requests.SelectMany(s => s.Value!["properties"]!.AsObject()), member => Assert.Equal(member.Key == "disclosure" ? "boolean" : "string", (string?)member.Value!["type"]));
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

    // Pictures are described by their media type alone.
    private static IEnumerable<(string MediaType, JsonNode Content)> Bodies(JsonNode operation) =>
        operation["responses"]!.AsObject().Where(r => r.Key[0] == '2').Select(r => r.Value!["content"])
            .Append(operation["requestBody"]?["content"])
            .OfType<JsonObject>()
            .SelectMany(contents => contents.Select(c => (c.Key, c.Value!)))
            .Where(body => !body.Key.StartsWith("image/", StringComparison.Ordinal));

    private static IEnumerable<string> Words(JsonNode schema) => schema["enum"]!.AsArray().Select(word => (string)word!);

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Key, operation.Value!)));

    private IEnumerable<string> PublicRoutes() =>
        app.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<SurfaceMetadata>()?.Surface == Surface.Public && e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true })
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is null)
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
