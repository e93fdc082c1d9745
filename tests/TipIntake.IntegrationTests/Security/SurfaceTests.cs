using System.Net;
using System.Net.Sockets;
using System.Text;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Security;

public sealed class SurfaceTests(TipIntakeApp app)
{
    [Theory]
    [InlineData("POST", "/api/v1/objects/OBJ-2026-0001/tips")]
    [InlineData("GET", "/api/v1/objects/OBJ-2026-0001/tips")]
    [InlineData("POST", "/api/v1/receipts/status")]
    [InlineData("DELETE", "/api/v1/receipts/status")]
    [InlineData("GET", "/api/v1/objects")]
    [InlineData("GET", "/feed/objects.atom")]
    public async Task Through_the_staff_door_no_public_route_exists(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var (stranger, colleague) = (await app.Service.Staff.Ask(request), await AskAsColleague(method, path));

        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), (stranger.Status, stranger.Code));
        Assert.Equal(HttpStatusCode.NotFound, colleague);
    }

    [Fact]
    public async Task A_host_header_does_not_open_the_other_door()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/objects");
        request.Headers.Host = app.Visitor.BaseAddress!.Authority;

        var answer = await app.Service.Staff.Ask(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task A_door_without_an_address_is_shut()
    {
        await using var service = await app.Another("tipintake_one_door", ("Surfaces:Staff:Url", ""));

        Assert.Equal(service.Visitor.BaseAddress, service.Staff.BaseAddress);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, "/api/v1/triage"))).Status);
    }

    [Theory]
    [InlineData("/api/v1/objects", "cross-origin")]
    [InlineData("/health/live", "same-origin")]
    [InlineData("/nowhere", "same-origin")]
    [InlineData("/openapi/v1.json", "same-origin")]
    public async Task Every_answer_carries_the_protecting_headers(string path, string mayBeShownBy)
    {
        var answer = await app.Visitor.Ask(new HttpRequestMessage(HttpMethod.Get, path));

        Assert.StartsWith("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("require-corp", answer.Headers["Cross-Origin-Embedder-Policy"]);
        Assert.Equal(mayBeShownBy, answer.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
        Assert.False(answer.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task Other_sites_may_read_nothing_unless_they_are_named()
    {
        await using var open = await app.Another("tipintake_cross_origin", ("CrossOrigin:Origins:0", "https://partner.example"));

        Assert.Null(await AllowedOrigin(app.Visitor, "https://partner.example"));
        Assert.Null(await AllowedOrigin(open.Visitor, "https://other.example"));
        Assert.Equal("https://partner.example", await AllowedOrigin(open.Visitor, "https://partner.example"));
    }

    [Theory]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", "400")]
    [InlineData("POST /api/v1/receipts/status HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "400")]
    [InlineData("POST /api/v1/receipts/status HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "400")]
    [InlineData("GET / HTTP/9.9\r\nHost: a\r\n\r\n", "505")]
    public async Task Broken_framing_is_refused(string request, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status}", await Raw(request), StringComparison.Ordinal);

    [Fact]
    public async Task Too_many_or_too_large_headers_are_refused()
    {
        var many = string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: v\r\n"));
        var large = $"X-Large: {new string('a', 20_000)}\r\n";

        Assert.StartsWith("HTTP/1.1 431", await Raw($"GET /health/live HTTP/1.1\r\nHost: a\r\n{many}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await Raw($"GET /health/live HTTP/1.1\r\nHost: a\r\n{large}\r\n"), StringComparison.Ordinal);
    }

    private static async Task<string?> AllowedOrigin(HttpClient visitor, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/objects");
        request.Headers.Add("Origin", origin);
        return (await visitor.Ask(request)).Headers.GetValueOrDefault("Access-Control-Allow-Origin");
    }

    private async Task<string> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(app.Visitor.BaseAddress!.Host, app.Visitor.BaseAddress.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[64];
        var read = await socket.GetStream().ReadAtLeastAsync(buffer, 12, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    // Strangers do not even learn that there is nothing.
    private async Task<HttpStatusCode> AskAsColleague(string method, string path)
    {
        using var colleague = await StaffBrowser.As("reviewer", app.Service);
        using var answer = await colleague.Send(new HttpMethod(method), path, null);
        return answer.StatusCode;
    }
}
