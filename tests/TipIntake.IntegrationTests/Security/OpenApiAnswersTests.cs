using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.Catalogue;
using TipIntake.IntegrationTests.Catalogue;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Tips;

namespace TipIntake.IntegrationTests.Security;

/// <summary>Calls every route and holds what really comes back against the OpenAPI document.</summary>
public sealed class OpenApiAnswersTests(TipIntakeApp app)
{
    [Fact]
    public async Task What_every_route_answers_stands_in_the_document()
    {
        var api = await DescribedApi.Of(app.Visitor);
        var seen = new List<(string Operation, int Status)>();
        var differences = new List<string>();

        foreach (var (operation, request) in await Requests(api))
        {
            using var answer = await app.Visitor.SendAsync(request);
            seen.Add((operation, (int)answer.StatusCode));
            differences.AddRange(await api.Differences(operation, answer));
            request.Dispose();
        }

        Assert.Empty(differences);
        Assert.Equal(Expected, seen.Order().Distinct());
        Assert.Equal(api.Operations.Select(o => (string)o.Operation["operationId"]!).Order(StringComparer.Ordinal), seen.Select(s => s.Operation).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refusal_by_the_rate_limits_is_announced_where_they_apply()
    {
        await using var strict = await app.Another("tipintake_described", [.. ShippedRules.Closed, .. WithoutWhitelist]);
        var api = await DescribedApi.Of(app.Visitor);
        var limited = 0;

        foreach (var (operation, request) in await Requests(api))
        {
            using var answer = await strict.Visitor.SendAsync(request);
            limited += (int)answer.StatusCode == 429 ? 1 : 0;
            Assert.Empty(await api.Differences(operation, answer));
            Assert.Equal(operation != nameof(ServePhoto), answer.Headers.Contains("X-Rate-Limit-Limit"));
            request.Dispose();
        }

        Assert.InRange(limited, 10, int.MaxValue);
    }

    // The development settings let loopback through.
    private static (string Key, string Value)[] WithoutWhitelist => [("IpRateLimiting:IpWhitelist:0", "192.0.2.1"), ("IpRateLimiting:IpWhitelist:1", "192.0.2.2")];

    private static (string Operation, int Status)[] Expected =>
    [
        (nameof(AddToTip), 201), (nameof(AddToTip), 400), (nameof(AddToTip), 404), (nameof(AddToTip), 413), (nameof(AddToTip), 415),
        (nameof(AtomFeed), 200), (nameof(AtomFeed), 304),
        (nameof(FollowTip), 200), (nameof(FollowTip), 400), (nameof(FollowTip), 404), (nameof(FollowTip), 413), (nameof(FollowTip), 415),
        (nameof(JsonFeed), 200), (nameof(JsonFeed), 304),
        (nameof(ListObjects), 200), (nameof(ListObjects), 304), (nameof(ListObjects), 400),
        (nameof(ServePhoto), 200), (nameof(ServePhoto), 304), (nameof(ServePhoto), 404),
        (nameof(ShowChallenge), 200), (nameof(ShowChallenge), 404), (nameof(ShowChallenge), 409), (nameof(ShowChallenge), 410),
        (nameof(ShowObject), 200), (nameof(ShowObject), 304), (nameof(ShowObject), 404),
        (nameof(SubmitTip), 201), (nameof(SubmitTip), 400), (nameof(SubmitTip), 404), (nameof(SubmitTip), 409), (nameof(SubmitTip), 410), (nameof(SubmitTip), 413), (nameof(SubmitTip), 415), (nameof(SubmitTip), 422),
        (nameof(WithdrawTip), 204), (nameof(WithdrawTip), 400), (nameof(WithdrawTip), 404), (nameof(WithdrawTip), 413), (nameof(WithdrawTip), 415),
    ];

    private async Task<List<(string Operation, HttpRequestMessage Request)>> Requests(DescribedApi api)
    {
        using var folder = new ObjectFolder();
        var shown = folder.Add(photo: Pictures.Jpeg(400, 300));
        await app.Service.Services.GetRequiredService<ImportObjects>().Run(folder.Path, _ => { }, CancellationToken.None);
        var photo = (string)JsonNode.Parse(await app.Visitor.GetStringAsync($"/api/v1/objects/{shown}"))!["photos"]![0]!["urls"]!["320.webp"]!;

        return [.. Readings(shown, photo), .. await Tips(shown), .. await Receipts(api, shown)];
    }

    private static IEnumerable<(string Operation, HttpRequestMessage Request)> Readings(string shown, string photo)
    {
        var addresses = new[]
        {
            (nameof(ListObjects), "/api/v1/objects?status=open&category=bag&region=PT&limit=2&lang=de"),
            (nameof(ShowObject), $"/api/v1/objects/{shown}"),
            (nameof(AtomFeed), AtomFeed.Path),
            (nameof(JsonFeed), JsonFeed.Path),
            (nameof(ServePhoto), photo),
        };

        return
        [
            .. addresses.Select(a => (a.Item1, Get(a.Item2))),
            .. addresses.Select(a => (a.Item1, Get(a.Item2, known: "*"))),
            (nameof(ListObjects), Get("/api/v1/objects?limit=0")),
            (nameof(ShowObject), Get("/api/v1/objects/OBJ-2199-0001")),
            (nameof(ServePhoto), Get("/photos/00000000000000000000000000000000/320.webp")),
        ];
    }

    private async Task<IEnumerable<(string Operation, HttpRequestMessage Request)>> Tips(string shown)
    {
        var paused = await app.Service.HasObject(new ObjectPaused(DateTimeOffset.UnixEpoch));
        var closed = await app.Service.HasObject(new ObjectClosed(DateTimeOffset.UnixEpoch, new() { ["en"] = "Identified: thank you." }));
        var key = TipRequests.NewKey();
        string Path(string reference) => $"/api/v1/objects/{reference}/tips";

        return
        [
            .. new[] { shown, paused, closed, "OBJ-2199-0001" }.Select(reference => (nameof(ShowChallenge), Get($"/api/v1/objects/{reference}/challenge"))),
            (nameof(SubmitTip), Post(Path(shown), new { text = "My aunt had one." }, key)),
            (nameof(SubmitTip), Post(Path(shown), new { text = "My uncle had one." }, key)),
            (nameof(SubmitTip), Post(Path(paused), new { text = "My aunt had one." })),
            (nameof(SubmitTip), Post(Path(closed), new { text = "My aunt had one." })),
            (nameof(SubmitTip), Post(Path("OBJ-2199-0001"), new { text = "My aunt had one." })),
            .. Refused(nameof(SubmitTip), Path(shown)),
        ];
    }

    private async Task<IEnumerable<(string Operation, HttpRequestMessage Request)>> Receipts(DescribedApi api, string shown)
    {
        var receipt = (await app.Visitor.SendTip(shown, new { text = "My aunt had one." }))["receipt"]!;

        return
        [
            (nameof(AddToTip), Post("/api/v1/receipts/messages", new { receipt, text = "It was red." })),
            (nameof(AddToTip), Post("/api/v1/receipts/messages", Example(api, nameof(AddToTip)))),
            .. Refused(nameof(AddToTip), "/api/v1/receipts/messages"),
            (nameof(FollowTip), Post("/api/v1/receipts/status", new { receipt })),
            (nameof(FollowTip), Post("/api/v1/receipts/status", Example(api, nameof(FollowTip)))),
            .. Refused(nameof(FollowTip), "/api/v1/receipts/status"),
            (nameof(WithdrawTip), Post("/api/v1/receipts/withdrawal", new { receipt })),
            (nameof(WithdrawTip), Post("/api/v1/receipts/withdrawal", Example(api, nameof(WithdrawTip)))),
            .. Refused(nameof(WithdrawTip), "/api/v1/receipts/withdrawal"),
        ];
    }

    // Whoever tries out an example of the document has nothing under its receipt.
    private static JsonNode Example(DescribedApi api, string operation) => api.Named(operation)["requestBody"]!["content"]!["application/json"]!["example"]!;

    private static IEnumerable<(string Operation, HttpRequestMessage Request)> Refused(string operation, string path) =>
    [
        (operation, Post(path, new { })),
        (operation, Post(path, new StringContent("{,}", Encoding.UTF8, "application/json"))),
        (operation, Post(path, new StringContent("text", Encoding.UTF8, "text/plain"))),
        (operation, TooLarge(path)),
    ];

    // Asks before it sends: an answer that comes while a body is under way can be lost with the connection.
    private static HttpRequestMessage TooLarge(string path)
    {
        var request = Post(path, new StringContent(new string(' ', 66_000), Encoding.UTF8, "application/json"));
        request.Headers.ExpectContinue = true;
        return request;
    }

    private static HttpRequestMessage Get(string path, string? known = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return request;
    }

    private static HttpRequestMessage Post(string path, object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body as HttpContent ?? JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? TipRequests.NewKey());
        return request;
    }
}
