using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TipIntake.IntegrationTests.Harness;
using TipIntake.Security;

namespace TipIntake.IntegrationTests.Staff;

/// <summary>
/// Every route of the staff door, asked for by everybody. The routes come from the running service: one that is not in the table fails here until
/// somebody has said who may use it.
/// </summary>
public sealed class AccessMatrixTests(TipIntakeApp app)
{
    private static readonly string[] Everybody =
        ["stranger", "reviewer", "editor", "publisher", "statistician", "auditor", "administrator", "token of a statistician", "token of an auditor", "token of an editor", "token of a reviewer"];

    private static readonly string[] Refused = ["\"not-signed-in\"", "\"not-allowed\"", "\"verify-again\"", "\"request-cross-site\""];

    [Fact]
    public async Task Every_route_lets_in_whom_the_table_names_and_nobody_else()
    {
        await using var service = await app.Another("matrix", [.. AccessTable.Tokens.Select(token => ($"Development:Tokens:{token.Key}", token.Value)), .. OpenIdProvider.SettingsFor("http://127.0.0.1:9")]);
        var routes = Routes(service).ToArray();

        var wrong = new List<string>();
        foreach (var route in routes.Where(route => AccessTable.Find(route) is not null))
        {
            foreach (var who in Everybody)
            {
                var admitted = await IsAdmitted(service, route, who);
                wrong.AddRange(admitted == AccessTable.Find(route)!.Admits(who) ? [] : [$"{route}: {who} was {(admitted ? "let in" : "refused")}"]);
            }
        }

        Assert.True(Array.TrueForAll(routes, route => AccessTable.Find(route) is not null), string.Join('\n', routes.Where(route => AccessTable.Find(route) is null)));
        Assert.DoesNotContain(AccessTable.All, entry => !routes.Contains(entry, StringComparer.Ordinal));
        Assert.Empty(wrong);
        TestContext.Current.TestOutputHelper?.WriteLine($"{routes.Length} routes x {Everybody.Length} people");
    }

    [Fact]
    public async Task What_asks_for_the_passkey_again_refuses_whoever_showed_it_long_ago()
    {
        var clock = new MovableClock();
        await using var service = await app.Another("matrixstale", builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var administrator = await StaffBrowser.As("administrator", service);

        clock.Advance(TimeSpan.FromMinutes(11));
        using var stale = await administrator.PostJson("/api/v1/staff/people/proposals", new { });
        using var reading = await administrator.Get("/api/v1/staff/people");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (stale.StatusCode, reading.StatusCode));
        Assert.Contains("verify-again", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_without_a_staff_door_has_no_staff_route()
    {
        await using var service = await app.Another("nostaff", ("Surfaces:Staff:Url", ""));

        Assert.Empty(Routes(service));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Visitor.GetAsync(new Uri("/api/v1/staff/people", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task The_public_door_has_no_staff_route_either()
    {
        foreach (var route in Routes(app.Service).Select(route => route.Split(' ')).Where(route => route[1] is not ("/" or "/health/live" or "/health/ready" or "/openapi/v1.json" or "/assets/{hash}/{name}") && !route[1].StartsWith("/reference", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(route[0]), AccessTable.Fill(route[1]));
            using var answer = await app.Visitor.SendAsync(request);
            // Some of them look like an address of the public's, which takes no such method.
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{string.Join(' ', route)}: {answer.StatusCode}");
        }
    }

    private static IEnumerable<string> Routes(RunningService service) =>
        from endpoint in service.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<SurfaceMetadata>()?.Surface == Surface.Staff || (endpoint.Metadata.GetMetadata<SurfaceMetadata>() is null && service.Staff.BaseAddress != service.Visitor.BaseAddress)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
        where method != "HEAD"
        select $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";

    private static async Task<bool> IsAdmitted(RunningService service, string route, string who)
    {
        var (method, path) = (new HttpMethod(route.Split(' ')[0]), AccessTable.Fill(route.Split(' ')[1]));
        using var answer = await Ask(service, method, path, who);
        var sentToSignIn = answer.Headers.Location?.OriginalString.StartsWith("/sign-in?return", StringComparison.Ordinal) == true;
        var body = await answer.Content.ReadAsStringAsync();
        return !sentToSignIn && ((int)answer.StatusCode < 400 || !Array.Exists(Refused, code => body.Contains(code, StringComparison.Ordinal)));
    }

    private static async Task<HttpResponseMessage> Ask(RunningService service, HttpMethod method, string path, string who)
    {
        using var body = method == HttpMethod.Get ? null : AccessTable.Body(path);
        if (AccessTable.TokenOf(who) is { } token)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body };
            request.Headers.Add("Authorization", $"Bearer {token}");
            return await service.Staff.SendAsync(request);
        }

        using var browser = who == "stranger" ? StaffBrowser.At(service) : await StaffBrowser.As(who, service);
        return await browser.Send(method, path, body);
    }
}
